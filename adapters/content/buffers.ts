/** The memory of all typed arrays inside a value, each once: what a message may hand over instead of copying. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (node: unknown): void => {
    if (ArrayBuffer.isView(node)) {
      if (node.buffer instanceof ArrayBuffer) found.add(node.buffer);
    } else if (typeof node === 'object' && node !== null) Object.values(node).forEach(look);
  };
  look(value);
  return [...found];
}
