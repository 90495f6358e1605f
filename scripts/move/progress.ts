const CLEAR = '\r\x1b[2K';

/** A line that is written again and again, for whoever sits in front of it; a file gets nothing of it. */
export function createProgress(stream: NodeJS.WriteStream) {
  return {
    show: (line: string): void => {
      if (stream.isTTY) stream.write(CLEAR + line);
    },
    clear: (): void => {
      if (stream.isTTY) stream.write(CLEAR);
    },
  };
}
