/** The secret that stands in a database of invented facts, and nowhere else: its value is the command that made them. */
export const DEMO_MARK = 'demo';
/** What invented facts name as their content: wherever they turn up, each says of itself that nobody said it. */
export const DEMO_VERSION = 'demo';
