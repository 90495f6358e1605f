import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { messages } from './wire.ts';

/** A Bot API on loopback that says yes to everything: it costs as little as it can. */
export interface BotApi {
  readonly root: string;
  /** So many calls of each method since the last time this was asked. */
  readonly calls: () => Readonly<Record<string, number>>;
  readonly close: () => void;
}

const YES = JSON.stringify({
  ok: true,
  result: { id: 1, is_bot: true, first_name: 'Villager', username: 'villager_bot', message_id: 1 },
});
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${YES.length}\r\n\r\n${YES}`;
const METHOD = /^POST \/bot[^/]+\/(\w+)/;
const CHAT = /"chat_id":"?(\d+)/;

/** `onMessage` hears of every message to a chat, as soon as it has arrived whole. */
export async function botApi(onMessage: (chat: number) => void): Promise<BotApi> {
  let counts: Record<string, number> = {};
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    const hear = messages((head, body) => {
      const method = METHOD.exec(head)?.[1] ?? 'unknown';
      counts[method] = (counts[method] ?? 0) + 1;
      if (method === 'sendMessage') onMessage(Number(CHAT.exec(body.toString('latin1'))?.[1]));
      socket.write(ANSWER);
    });
    socket.on('data', hear);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => {
      const counted = counts;
      counts = {};
      return counted;
    },
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
