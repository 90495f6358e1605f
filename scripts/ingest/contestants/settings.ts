/** What every contestant is told through its environment. */
export const TOKEN = process.env['TELEGRAM_TOKEN'] ?? '';
export const API_ROOT = process.env['TELEGRAM_API_ROOT'] ?? '';
export const SECRET = process.env['TELEGRAM_WEBHOOK_SECRET'] ?? '';
export const PATH = '/webhooks/telegram';

/** As long as an answer of ours, and as constant as can be. */
export const REPLY = 'ថ្លៃសេវា ១០ ០០០ រៀល ។ A certificate costs 10,000 riel. '.repeat(6);

/** Says where it answers, as the product does. */
export const listening = (address: unknown): void =>
  console.log(`answers on http://localhost:${(address as { port: number }).port}`);
