import { layWire, type Wire } from './wire.ts';
import type { SeveralWorld } from './world.ts';

/** Lays a wire to the world's database; `environment` leads a server over it. The wire goes when the act has ended. */
export async function overWire<Result>(
  { cluster, database }: SeveralWorld,
  act: (wire: Wire, environment: { readonly DATABASE_URL: string }) => Promise<Result>,
): Promise<Result> {
  const wire = await layWire(cluster.port);
  const url = new URL(database.url);
  url.port = String(wire.port);
  try {
    return await act(wire, { DATABASE_URL: url.href });
  } finally {
    await wire.close();
  }
}
