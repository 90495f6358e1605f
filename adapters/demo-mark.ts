/** The secret that stands in a database of invented facts, and nowhere else: its value is the command that made them. */
export const DEMO_MARK = 'demo';
