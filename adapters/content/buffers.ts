/**
 * The memory of all typed arrays inside a value, each once: what a message may hand over instead of copying. Small
 * arrays that were read back from a file lie in the pool that all small buffers share: that is not ours to give away,
 * and newer versions of Node refuse it.
 */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (node: unknown): void => {
    if (ArrayBuffer.isView(node)) {
      if (node.buffer instanceof ArrayBuffer && node.buffer.byteLength !== Buffer.poolSize)
        found.add(node.buffer);
    } else if (typeof node === 'object' && node !== null) Object.values(node).forEach(look);
  };
  look(value);
  return [...found];
}
