const END_OF_HEAD = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/**
 * Cuts a stream of bytes into HTTP messages whose length is told in their head. A load generator that parsed more
 * than this would take the machine from the server it measures.
 */
export function messages(onMessage: (head: string, body: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(END_OF_HEAD); end >= 0; end = rest.indexOf(END_OF_HEAD)) {
      const head = rest.toString('latin1', 0, end);
      const body = end + END_OF_HEAD.length;
      const next = body + Number(LENGTH.exec(head)?.[1] ?? 0);
      if (rest.length < next) return;
      const whole = rest.subarray(body, next);
      rest = rest.subarray(next);
      onMessage(head, whole);
    }
  };
}
