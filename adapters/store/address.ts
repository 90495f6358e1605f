/** Where a database is, as `DATABASE_URL` says it. */
export type Address =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'postgres'; readonly url: string };

/** Undefined when it names no engine that is known. */
export function addressOf(url: string): Address | undefined {
  if (/^sqlite:./.test(url)) return { engine: 'sqlite', path: url.slice('sqlite:'.length) };
  if (/^postgres(ql)?:\/\/./.test(url)) return { engine: 'postgres', url };
  return undefined;
}

/** The address as it may be shown: without its password. */
export function shown(address: Address): string {
  if (address.engine === 'sqlite') return `sqlite:${address.path}`;
  if (!URL.canParse(address.url)) return 'postgres://…';
  const url = new URL(address.url);
  url.password = '';
  for (const name of [...url.searchParams.keys()]) if (/pass/i.test(name)) url.searchParams.delete(name);
  return url.href.replace(/^postgresql:/, 'postgres:');
}
