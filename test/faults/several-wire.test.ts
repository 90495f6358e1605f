import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { layWire, type Wire } from '../../scripts/faults/several/wire.ts';

const called = new Set<Socket>();
/** Says back what it hears. */
const echo = createServer((socket) => {
  arrived += 1;
  socket.on('error', () => {});
  called.add(socket);
  socket.on('close', () => called.delete(socket));
  socket.pipe(socket);
});
let arrived: number;
let wire: Wire;
beforeEach(async () => {
  arrived = 0;
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  wire = await layWire((echo.address() as AddressInfo).port);
});
afterEach(async () => {
  await wire.close();
  echo.close();
});

async function call(): Promise<{ socket: Socket; heard: () => string; ended: () => boolean }> {
  const socket = connect(wire.port, '127.0.0.1');
  let heard = '';
  let isEnded = false;
  socket.on('data', (bytes) => {
    heard += bytes;
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    isEnded = true;
  });
  await once(socket, 'connect');
  return { socket, heard: () => heard, ended: () => isEnded };
}

test('carries every byte there and back, and the end', async () => {
  const { socket, heard, ended } = await call();
  const text = 'x'.repeat(1_000_000);
  socket.end(text);
  await expect.poll(ended).toBe(true);
  expect(heard()).toBe(text);
});

test('is slow, and keeps the order', async () => {
  wire.slow(60);
  const start = performance.now();
  const { socket, heard } = await call();
  for (const letter of 'abcdef') socket.write(letter);
  await expect.poll(heard, { interval: 5 }).toBe('abcdef');
  expect(performance.now() - start).toBeGreaterThanOrEqual(120);
});

test('tells nobody that nothing passes, and brings it late', async () => {
  const early = await call();
  early.socket.write('one');
  await expect.poll(early.heard).toBe('one');
  wire.fallSilent();
  early.socket.write(' two');
  const late = await call();
  late.socket.write('hello');
  const gone = await call();
  gone.socket.destroy();
  await sleep(100);
  expect([early.heard(), early.ended(), late.heard(), late.ended(), arrived]).toEqual([
    'one',
    false,
    '',
    false,
    1,
  ]);
  wire.mend();
  await expect.poll(early.heard).toBe('one two');
  await expect.poll(late.heard).toBe('hello');
});

test('forgets those who are on it, and tells only the other side', async () => {
  const { socket, heard, ended } = await call();
  socket.write('one');
  await expect.poll(heard).toBe('one');
  wire.fallSilent();
  socket.write(' two');
  wire.forget();
  const next = await call();
  next.socket.write('three');
  await expect.poll(next.heard).toBe('three');
  await expect.poll(() => called.size).toBe(1);
  expect([heard(), ended(), wire.connections()]).toEqual(['one', false, 2]);
  socket.destroy();
  await expect.poll(() => wire.connections()).toBe(1);
});

test('is torn for those who are on it, and for nobody after them', async () => {
  const torn = await call();
  torn.socket.write('one');
  await expect.poll(torn.heard).toBe('one');
  wire.tear();
  await expect.poll(torn.ended).toBe(true);
  const { socket, heard } = await call();
  socket.write('two');
  await expect.poll(heard).toBe('two');
});

test('ends those who call while nobody is there', async () => {
  echo.close();
  const { ended } = await call();
  await expect.poll(ended).toBe(true);
  echo.listen(0, '127.0.0.1');
});
