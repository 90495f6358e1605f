/**
 * The name of the secret that stands in a database of invented facts, and nowhere else; its value is the command that
 * made them. It lies in a table of both engines, and a move carries it.
 */
export const DEMO_MARK = 'demo';
