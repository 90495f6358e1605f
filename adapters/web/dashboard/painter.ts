import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.ts';

/** Twice as fine as a page, for paper and slides. */
const ZOOM = 2;
/** Each takes a core for a moment, in a thread of its own. Whoever comes when so many wait is sent away. */
const MOST_WAITING = 20;
/** Pictures that are kept for whoever asks next; some 60 KB each. */
const MOST_KEPT = 100;

/** Turns drawings into PNG pictures, one at a time. */
export interface Painter {
  readonly digestOf: (svg: string) => string;
  readonly paint: (svg: string) => Promise<Buffer>;
}

export function createPainter(render: (svg: string) => Promise<Buffer> = rendered): Painter {
  const kept = new Map<string, Promise<Buffer>>();
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const digestOf = (svg: string) => createHash('sha256').update(svg).digest('base64url').slice(0, 27);
  const queue = (svg: string): Promise<Buffer> => {
    if (waiting >= MOST_WAITING)
      throw new Refusal(503, 'busy', 'too many pictures are being drawn; please try again in a moment');
    waiting += 1;
    const picture = last
      .then(() => render(svg))
      .finally(() => {
        waiting -= 1;
      });
    last = picture.catch(() => undefined);
    return picture;
  };
  return {
    digestOf,
    paint: async (svg) => {
      const digest = digestOf(svg);
      const picture = kept.get(digest) ?? queue(svg);
      kept.delete(digest);
      kept.set(digest, picture);
      picture.catch(() => kept.delete(digest));
      for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
      return picture;
    },
  };
}

async function rendered(svg: string): Promise<Buffer> {
  // Native code that a server without readers of pictures need not load.
  const { renderAsync } = await import('@resvg/resvg-js');
  const picture = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { loadSystemFonts: false },
  });
  return picture.asPng();
}
