import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSettings, Settings } from '../adapters/env.ts';
import { createMetrics } from '../adapters/metrics.ts';
import { KEPT } from '../adapters/retention.ts';

const text = (path: string): string => readFileSync(path, 'utf8');
const all = (pattern: RegExp, source: string): string[] =>
  [...source.matchAll(pattern)].map((match) => match[1]!);
const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

const settings = new Set(Object.keys(Settings.shape));
/** Variables that are not the program's: Caddy's, PostgreSQL's, Litestream's, Node's. */
const OTHERS = new Set([
  'UPSTREAM',
  'INSTANCES',
  'POSTGRES_PASSWORD',
  'LITESTREAM_ACCESS_KEY_ID',
  'LITESTREAM_SECRET_ACCESS_KEY',
  'NODE_EXTRA_CA_CERTS',
]);
const COMPOSE = ['deploy/compose.yaml', 'deploy/compose-postgresql.yaml'] as const;
const deployed = readdirSync('deploy').map((name) => join('deploy', name));
const page = text('docs/operating.md');
const pages = ['docs/operating.md', 'docs/postgresql.md'];
/** What several instances on PostgreSQL need to be told besides. */
const several = text('docs/postgresql.md');
/** The program's files, by their names in dist/. */
const compiled = Object.fromEntries(
  [
    ...(text('scripts/bundle.mjs') + text('scripts/build.mjs')).matchAll(
      /^ {2}'?([\w-]+)'?: '((?:adapters|scripts)\/[^']+)',$/gm,
    ),
  ].map(([, name, source]) => [name!, source!]),
);
const folder = mkdtempSync(join(tmpdir(), 'villager-deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('what is compiled', () => {
  test('every program that an operator is told to run is compiled', () => {
    const named = [...deployed, ...pages].map(text).flatMap((source) => all(/dist\/([\w-]+)\.js/g, source));
    const byName = all(/\n {2}((?:[\w-]+ \| )+[\w-]+)\) ;;/g, text('deploy/villager')).flatMap((names) =>
      names.split(' | '),
    );
    expect(byName.length).toBeGreaterThan(4);
    for (const name of [...named, ...byName]) expect(Object.keys(compiled)).toContain(name);
    for (const source of Object.values(compiled)) expect(existsSync(source), source).toBe(true);
  });

  test('none of it needs a development package', async () => {
    const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> };
    const { metafile } = await build({
      entryPoints: Object.values(compiled),
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      outdir: folder,
      write: false,
      metafile: true,
    });
    const packages = Object.values(metafile.outputs)
      .flatMap(({ imports }) => imports)
      .filter(({ path, external }) => external && !path.startsWith('node:'))
      .map(({ path }) => path.split('/', path.startsWith('@') ? 2 : 1).join('/'));
    expect(packages).toContain('better-sqlite3');
    for (const name of packages) expect(dependencies, name).toHaveProperty(name);
  });
});

test('every setting in the files of deploy/ and on the pages exists', () => {
  const named = [
    ...all(/^([A-Z_]+)=/gm, text('deploy/smart-villager.env')),
    ...all(/^(?:ENV| {3}) ([A-Z_]+)=/gm, text('deploy/Dockerfile')),
    ...COMPOSE.flatMap((path) => all(/^ {4,6}([A-Z_]+):/gm, text(path))),
    ...deployed.flatMap((path) => all(/\$\{?\$?([A-Z][A-Z_]+)\b/g, text(path))),
    ...pages.flatMap((path) => all(/`([A-Z]+_[A-Z_]+[A-Z])(?:=[^`]*)?`/g, text(path))),
  ];
  expect(named.length).toBeGreaterThan(30);
  for (const name of named) expect(settings.has(name) || OTHERS.has(name), name).toBe(true);
});

describe('the image', () => {
  const dockerfile = text('deploy/Dockerfile');
  const admitted = all(/^!(.+)$/gm, text('.dockerignore'));

  test('copies what is there, and only that goes into its making', () => {
    for (const name of admitted) expect(existsSync(name), name).toBe(true);
    const copied = all(/^COPY --from=build (.+) \S+$/gm, dockerfile)
      .flatMap((paths) => paths.split(' '))
      .map((path) => path.replace('/app/', ''));
    expect(copied).toContain('adapters/web/assets');
    for (const path of copied.filter((one) => !['node_modules', 'dist'].includes(one))) {
      expect(existsSync(path), path).toBe(true);
      expect(admitted, path).toContain(path.split('/')[0]);
    }
    for (const source of Object.values(compiled)) expect(admitted).toContain(source.split('/')[0]);
  });

  test('is built and run by the same Node, as an ordinary user, and holds no secret', () => {
    const [build, run] = all(/^FROM (\S+)/gm, dockerfile);
    expect(run).toBe(`${build}-slim`);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).not.toMatch(/TOKEN|SECRET/);
  });
});

interface Service {
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly stop_grace_period?: string;
  readonly ports?: readonly string[];
  readonly depends_on?: object;
  readonly pull_policy?: string;
}

/** As Docker reads it: `<<` takes over what another part says. */
const composed = (path: string) =>
  parse(text(path), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, null>;
  };
const botsOf = (path: string): Service[] =>
  Object.values(composed(path).services).filter(({ image }) => image === 'smart-villager');

describe.each(COMPOSE)('%s', (path) => {
  const { services, volumes } = composed(path);

  test('names files that are there, gives no rights away, and lets the server end by itself', () => {
    for (const [name, { volumes: mounts, ...service }] of Object.entries(services)) {
      for (const [from = ''] of mounts.map((mount) => mount.split(':')))
        expect(from.startsWith('.') ? existsSync(join('deploy', from)) : from in volumes, from).toBe(true);
      expect(service, name).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    }
    const bots = botsOf(path);
    const [build, ...more] = bots.flatMap((bot) => bot.build ?? []);
    expect(existsSync(join('deploy', build!.context, build!.dockerfile))).toBe(true);
    expect(more).toEqual([]);
    for (const { stop_grace_period } of bots)
      expect(Number.parseInt(stop_grace_period!, 10) * 1000).toBeGreaterThan(watchdog());
  });

  test('has settings that the server takes, and all bots behind Caddy', () => {
    for (const { environment } of botsOf(path))
      expect(() =>
        readSettings({
          ...environment,
          DATABASE_URL: environment['DATABASE_URL']!.replace(/\$\{.*\}/, 'secret'),
        }),
      ).not.toThrow();
    const names = Object.keys(services).filter((name) => services[name]!.image === 'smart-villager');
    expect(services['caddy']!.environment['UPSTREAM']).toBe(names.map((name) => `${name}:3000`).join(' '));
  });
});

describe('several instances', () => {
  const database = composed(COMPOSE[1]).services['database']!;

  test('are what one is, but for their database and their port', () => {
    const besides = ({ build: _1, ports: _2, depends_on: _3, pull_policy: _4, ...bot }: Service) => ({
      ...bot,
      environment: { ...bot.environment, DATABASE_URL: '' },
    });
    const bots = botsOf(COMPOSE[1]);
    expect(bots).toHaveLength(2);
    for (const bot of bots) expect(besides(bot)).toEqual(besides(botsOf(COMPOSE[0])[0]!));
    expect(bots[0]!.ports).not.toEqual(bots[1]!.ports);
  });

  test('have the role and the database that are made for them', () => {
    const { pathname, username, hostname } = new URL(
      botsOf(COMPOSE[1])[0]!.environment['DATABASE_URL']!.replace(/\$\{.*\}/, 'secret'),
    );
    expect(hostname).toBe('database');
    const made = text('deploy/postgresql.sql');
    expect(made).toContain(`CREATE ROLE ${username} LOGIN`);
    expect(made).toContain(`CREATE DATABASE ${pathname.slice(1)} OWNER ${username};`);
    expect(made).not.toMatch(/SUPERUSER|PASSWORD '/);
    expect(database.volumes.join()).toContain('./postgresql.sql:/docker-entrypoint-initdb.d/');
  });

  test('are asked more often than they go on taking work when they stop', () => {
    const drain = Number(all(/\? 0 : (\d+)\)/g, text('adapters/serve.ts'))[0]);
    const [interval] = all(/health_interval (\d+)s/g, text('deploy/Caddyfile'));
    expect(Number(interval)).toBeLessThan(drain / 2);
    expect(several).toContain(`\`DRAIN_SECONDS\` (${drain})`);
  });

  test('set what the page says', () => {
    const source = text('adapters/store/postgres/sessions.ts');
    const told = all(/^\| `\w+`[^|]* \| ([^|]+) \|/gm, several.slice(several.indexOf('| setting |')));
    const ms = (name: string) =>
      Number(all(new RegExp(`${name} = ([\\d_]+)`, 'g'), source)[0]!.replace('_', ''));
    const [idle, interval, count] = ['idle', 'interval', 'count'].map((name) => ms(`keepalives_${name}`));
    expect(told.slice(0, 5)).toEqual([
      '`on`',
      `${ms('STATEMENT_MS') / 1000} s`,
      `${ms('LOCK_MS') / 1000} s`,
      `${ms('IDLE_MS') / 1000} s`,
      `${idle} s, ${interval} s, ${count}`,
    ]);
    expect(ms('MOST')).toBe(6);
    expect(several).toContain('up to six sessions');
  });

  test.each([
    'the database does not answer',
    'The database would lose what it acknowledges:',
    'The database was changed by a newer version of Smart Villager (',
  ])('are told of as they say it: %s', (words) => {
    expect(filesUnder('adapters').map(text).join('\n')).toContain(words);
    expect(several).toContain(words);
  });

  test('are told of with metrics and commands that are there', async () => {
    const own = all(/^# TYPE (\S+)/gm, await createMetrics().text());
    const named = all(/`(villager_\w+)`/g, several);
    expect(named.length).toBeGreaterThan(4);
    for (const name of named) expect(own).toContain(name);
    const { scripts } = JSON.parse(text('package.json')) as { scripts: object };
    for (const name of all(/npm run (?:-s )?([a-z:-]+)/g, several)) expect(scripts).toHaveProperty([name]);
  });
});

/** The server ends itself after so many milliseconds; whoever stops it has to wait longer. */
const watchdog = (): number =>
  Number(all(/WATCHDOG_MS = ([\d_]+)/g, text('adapters/main.ts'))[0]!.replace('_', ''));

test('systemd waits longer than the server, and lets it write where its data is', () => {
  const unit = text('deploy/smart-villager.service');
  expect(Number(all(/^TimeoutStopSec=(\d+)$/gm, unit)[0]) * 1000).toBeGreaterThan(watchdog());
  const state = `/var/lib/${all(/^StateDirectory=(.+)$/gm, unit)[0]}`;
  for (const path of all(/^(?:DATA_DIR=|DATABASE_URL=sqlite:)(.+)$/gm, text('deploy/smart-villager.env')))
    expect(path.startsWith(state), path).toBe(true);
  for (const name of deployed.filter((path) => path.endsWith('.service'))) {
    expect(text(name)).toContain('EnvironmentFile=/etc/smart-villager.env');
    expect(text(name)).toContain('NoNewPrivileges=yes');
  }
});

describe('metrics', () => {
  const names = async () => all(/^# TYPE (\S+)/gm, await createMetrics().text());

  test('every metric of the alert rules is there, and every rule says what to do', async () => {
    const own = await names();
    const known = new Set([
      ...own.flatMap((name) => [name, `${name}_count`, `${name}_sum`, `${name}_bucket`]),
      'up',
      'node_filesystem_avail_bytes', // node_exporter's
    ]);
    const { groups } = parse(text('deploy/alerts.yml')) as {
      groups: { rules: { alert: string; expr: string; labels: object; annotations: object }[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(8);
    for (const { alert, expr, labels, annotations } of rules) {
      const used = all(/\b(up|(?:villager|nodejs|process|node)_\w+)\b/g, expr);
      expect(used.length, alert).toBeGreaterThan(0);
      for (const name of used) expect(known.has(name), `${alert}: ${name}`).toBe(true);
      expect(labels).toEqual({ severity: expect.stringMatching(/^(page|look)$/) });
      expect(Object.keys(annotations), alert).toEqual(['summary', 'todo']);
    }
  });

  test('the page explains every metric of ours, and none that is not there', async () => {
    const own = await names();
    const explained = all(/^\| `((?:villager|nodejs|process)_\w+)` \|/gm, page);
    expect(explained).toEqual(expect.arrayContaining(own.filter((name) => name.startsWith('villager_'))));
    for (const name of explained) expect(own).toContain(name);
  });
});

describe('the page for the operator', () => {
  const sources = filesUnder('adapters').map(text).join('\n');

  test('explains every event of the log, and none that is not there', () => {
    const calls = all(/\blog\??\.(?:fatal|error|warn|info|debug)\(([^;]*?'[a-z]+\.[a-z_-]+')/g, sources);
    const logged = calls.flatMap((call) => all(/'([a-z]+\.[a-z_-]+)'$/g, call));
    expect(logged.length).toBeGreaterThan(20);
    const table = page.slice(page.indexOf('| event |'), page.indexOf('## Backup'));
    const explained = all(/^\| (`[^|]+`) \|/gm, table).flatMap((cell) => all(/`([^`]+)`/g, cell));
    expect([...new Set(explained)].sort()).toEqual([...new Set(logged)].sort());
  });

  test.each([
    'the server is stopping',
    'MB left and needs',
    'messages have waited for',
    'the server is held up:',
    'the content could not be read:',
    'the content is not archived yet:',
    'does not answer: answers wait, and are tried again',
    'is not heard:',
    'was refused with',
    'was written by a newer version',
  ])('repeats what the server says: %s', (words) => {
    expect(sources).toContain(words);
    expect(page).toContain(words);
  });

  test('says how long each thing is kept', () => {
    const HOURS = { minutes: 1 / 60, hours: 1, days: 24, years: 24 * 365.25 } as const;
    const table = page.slice(page.indexOf('## What is kept'), page.indexOf('## Another server'));
    const told = Object.fromEntries(
      [...table.matchAll(/\| `(\w+)` \| (\d+) (minutes|hours|days|years) \|/g)].map(
        ([, what, count, unit]) => [what!, Number(count) * HOURS[unit as keyof typeof HOURS] * 3_600_000],
      ),
    );
    expect(told).toEqual(KEPT);
  });

  test.each(pages)('%s leads to pages and files that are there', (from) => {
    for (const [, file, heading] of text(from).matchAll(/\]\(([^)#]*)(?:#([^)]+))?\)/g)) {
      const path = file === '' ? from : normalize(join('docs', file!));
      const headings = all(/^#+ (.+)$/gm, text(path)).map((one) =>
        one
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
      if (heading !== undefined) expect(headings, path).toContain(heading);
    }
    for (const path of all(/(deploy\/[\w.-]+\w)/g, text(from)).filter((one) => one !== 'deploy/.env'))
      expect(existsSync(path), path).toBe(true);
  });
});

/** Where a program lies; undefined when it is not installed. */
const find = (program: string): string | undefined =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim() || undefined;

describe('the files, read by the programs that they are for, where these are installed', () => {
  test('systemd', ({ skip }) => {
    if (!find('systemd-analyze')) return skip('systemd-analyze is not installed');
    for (const path of deployed.filter((name) => /\.(service|timer)$/.test(name))) {
      const copy = join(folder, path.replace('deploy/', ''));
      // systemd looks for node in the system's folders only.
      writeFileSync(copy, text(path).replace('ExecStart=node', `ExecStart=${process.execPath}`));
    }
    const units = readdirSync(folder).filter((name) => /\.(service|timer)$/.test(name));
    const { stderr, status } = spawnSync(
      'systemd-analyze',
      ['verify', ...units.map((n) => join(folder, n))],
      {
        encoding: 'utf8',
      },
    );
    expect(stderr).not.toContain(folder);
    expect(status).toBe(0);
  });

  test.for([{}, { UPSTREAM: '127.0.0.1:3001 127.0.0.1:3002', INSTANCES: 'several' }])(
    'Caddy %j',
    (upstream, { skip }) => {
      if (!find('caddy')) return skip('caddy is not installed');
      execFileSync('caddy', ['validate', '--adapter', 'caddyfile', '--config', 'deploy/Caddyfile'], {
        env: { ...process.env, ...upstream, PUBLIC_URL: 'http://localhost:8080', HOME: folder },
        stdio: 'pipe',
      });
    },
  );

  test.for(['one', 'several'])('nginx in front of %s', (instances, { skip }) => {
    if (!find('nginx')) return skip('nginx is not installed');
    const conf = join(folder, 'nginx.conf');
    const one = text('deploy/nginx.conf');
    const several = one.replace(/^ *server 127.*$/m, '').replaceAll('# server 10.', 'server 10.');
    expect(all(/^ *(server 10.*)$/gm, several)).toHaveLength(2);
    // Without TLS: the certificate is on the operator's server alone.
    const servers = (instances === 'one' ? one : several)
      .replace(/^ *ssl_certificate.*$/gm, '')
      .replaceAll('443 ssl http2', '8443')
      .replaceAll('/var/log/nginx', folder);
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    writeFileSync(conf, `pid ${folder}/pid;\nevents {}\nhttp {\n${paths.join('\n')}\n${servers}\n}\n`);
    execFileSync('nginx', ['-t', '-c', conf, '-e', join(folder, 'nginx.log')], { stdio: 'pipe' });
  });

  test('Prometheus', ({ skip }) => {
    if (!find('promtool')) return skip('promtool is not installed');
    execFileSync('promtool', ['check', 'rules', 'deploy/alerts.yml'], { stdio: 'pipe' });
  });

  test('Docker compose', ({ skip }) => {
    if (spawnSync('docker', ['compose', 'version']).status !== 0)
      return skip('docker compose is not installed');
    const copy = join(folder, 'deploy');
    cpSync('deploy', copy, { recursive: true });
    writeFileSync(join(copy, '.env'), `${text('deploy/smart-villager.env')}\nPOSTGRES_PASSWORD=secret\n`);
    for (const path of COMPOSE)
      execFileSync('docker', ['compose', '-f', join(folder, path), 'config', '-q'], { stdio: 'pipe' });
  });
});
