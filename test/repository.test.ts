import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Settings } from '../adapters/env.ts';
import { Service } from '../bot/index.ts';

const run = (program: string, words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('node_modules', program), ...words], {
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
};
const checkArrows = () =>
  run('dependency-cruiser/bin/dependency-cruise.mjs', [
    ...['bot', 'adapters'],
    ...['--config', '.dependency-cruiser.cjs'],
  ]);

/** Plants files in the sources while something is done, and pulls them out again. */
function withPlanted<Result>(files: Readonly<Record<string, string>>, act: () => Result): Result {
  try {
    for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
    return act();
  } finally {
    for (const file of Object.keys(files)) rmSync(file, { force: true });
  }
}

describe('the gates see what they are there for', () => {
  const planted: readonly [string, string, string][] = [
    [
      'bot-is-pure',
      'bot/planted-file.ts',
      "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('x');\n",
    ],
    [
      'one-door',
      'adapters/planted-door.ts',
      "import { normalise } from '../bot/understand/normalise.ts';\nexport const key = normalise('x');\n",
    ],
    [
      'adapters-are-strangers',
      'adapters/console/planted-stranger.ts',
      "import { parse } from '../content/parse.ts';\nexport const parsed = parse('a', 'b');\n",
    ],
    [
      'only-http-serves-the-web',
      'adapters/console/planted-page.ts',
      "import { html } from '../web/html.ts';\nexport const page = html`x`;\n",
    ],
  ];

  describe('arrows', () => {
    let told: ReturnType<typeof run>;
    beforeAll(() => {
      // All in one look over the sources, which takes its time; the rule and the file stand in each line.
      told = withPlanted(Object.fromEntries(planted.map(([, file, text]) => [file, text])), checkArrows);
    });

    test.each(planted)('one against %s is caught', (rule, file) => {
      expect(told.output).toContain(`error ${rule}: ${file}`);
      expect(told.status).not.toBe(0);
    });

    test('nothing else is caught', () => {
      expect(told.output.match(/^ *error .*$/gm)).toHaveLength(planted.length);
    });
  });

  test('the arrows are checked over all modules, not over none', () => {
    const { status, output } = checkArrows();
    expect(status, output).toBe(0);
    expect(Number(/(\d+) modules/.exec(output)?.[1])).toBeGreaterThan(80);
  });

  test.each(['Date.now()', 'process.env', 'console.log(1)', "fetch('x')"])(
    '%s is refused under bot/',
    (expression) => {
      const folder = mkdtempSync(join('bot', 'planted-'));
      try {
        writeFileSync(join(folder, 'impure.ts'), `export const value = ${expression};\n`);
        const { status, output } = run('@biomejs/biome/bin/biome', ['lint', folder]);
        expect(output).toMatch(/noRestrictedGlobals|engine knows no/);
        expect(status).not.toBe(0);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

test('the engine neither rolls dice nor waits', () => {
  const files = readdirSync('bot', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(60);
  for (const name of files)
    expect(readFileSync(join('bot', name), 'utf8'), name).not.toMatch(
      /Math\.random|\bawait\b|\basync\b|import\(/,
    );
});

const runScript = (script: string, options: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', join('scripts', `${script}.ts`), ...options], {
    encoding: 'utf8',
    input: '',
  });

describe('what newcomers read is true', () => {
  test('.env.example names every setting with its default, and no other', () => {
    const lines = readFileSync('.env.example', 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line));
    const example = Object.fromEntries(lines.map((line) => line.split('=', 2) as [string, string]));
    const defaults = Object.fromEntries(
      Object.entries(Settings.parse({})).map(([key, value]) => [key, String(value)]),
    );
    expect(Object.keys(example).sort()).toEqual(Object.keys(Settings.shape).sort());
    for (const [key, value] of Object.entries(defaults)) expect(example[key], key).toBe(value);
  });

  test('every command of the README exists', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = [...readFileSync('README.md', 'utf8').matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(
      (match) => match[1]!,
    );
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(scripts, name).toHaveProperty(name);
  });

  test('every command explains itself', { timeout: 180_000 }, () => {
    for (const file of readdirSync('scripts').filter(
      (name) => name.endsWith('.ts') && !['command.ts', 'content.ts', 'settings.ts'].includes(name),
    )) {
      const { status, stdout } = runScript(file.replace(/\.ts$/, ''), ['--help']);
      expect(status, file).toBe(0);
      expect(stdout, file).toMatch(/npm run|npx tsx/);
    }
  });

  test('every field of a service file is explained, in English and in Khmer', () => {
    for (const [name, field] of Object.entries(Service.shape))
      expect(field.description, name).toMatch(/[a-z].* · [\u1780-\u17ff]/);
  });

  test.each([
    ['ask', ['--content', '/nowhere', 'passport'], 1, 'There is no content folder /nowhere'],
    ['ask', ['--contnt', 'x', 'passport'], 2, "Unknown option '--contnt'"],
    ['ask', [], 2, 'Which question?'],
    ['chat', ['--content', '/nowhere'], 1, 'There is no content folder /nowhere'],
    ['check-content', ['--content', '/nowhere'], 1, 'There is no content folder /nowhere'],
    ['check-content', ['passport'], 2, "Unexpected argument 'passport'"],
    ['format-content', ['--content', '/nowhere'], 1, 'There is no content folder /nowhere'],
    ['evaluate', ['--content', '/nowhere'], 1, 'There is no content folder /nowhere'],
    ['bench-match', ['--limt', '3'], 2, "Unknown option '--limt'"],
    ['bench-match', ['--limit', 'three'], 2, '--limit takes a whole number above zero'],
    ['bench-match', ['--data', '/nowhere'], 2, '/nowhere is not there'],
    ['fit-calibrator', ['--wirte'], 2, "Unknown option '--wirte'"],
    ['fit-calibrator', ['--data', '/nowhere'], 2, '/nowhere is not there'],
    ['new-service', ['identity/A B'], 2, 'an id is written in a-z'],
    ['new-service', ['identity/boat/licence'], 2, 'Name the new service as <sector>/<id>'],
    ['new-service', ['../boat'], 2, 'an id is written in a-z'],
    ['new-service', ['nonsense/boat'], 2, 'There is no sector "nonsense"'],
  ])('%s %j ends with %d and a sentence', (script, options, code, sentence) => {
    const { status, stderr } = runScript(script, options);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(status).toBe(code);
  });

  test('a new service is in canonical form, and told to be unfilled; broken content does not stop it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'villager-new-'));
    try {
      cpSync('content', folder, { recursive: true });
      expect(runScript('new-service', ['--content', folder, 'transport/boat']).status).toBe(0);
      expect(runScript('format-content', ['--content', folder, '--check']).stdout).not.toContain('boat');
      const { status, stdout } = runScript('check-content', ['--content', folder, '--only', 'boat']);
      expect(status).toBe(1);
      expect(stdout.match(/is not filled in yet/g)).toHaveLength(9);

      expect(runScript('new-service', ['--content', folder, 'transprt/ferry']).stderr).toContain(
        'There is no sector "transprt"; there are agriculture, ',
      );
      expect(runScript('new-service', ['--content', folder, 'transport/ferry']).status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('only packages that are allowed to may run a script when installed, and every package is pinned by its hash, not by an address', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<
        string,
        {
          resolved?: string;
          integrity?: string;
          hasInstallScript?: boolean;
          optional?: boolean;
          dev?: boolean;
        }
      >;
    };
    const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const [path, { resolved, integrity, hasInstallScript, optional }] of Object.entries(lock.packages)) {
      if (path === '') continue;
      expect(resolved, `${path} names an address of its own`).toBeUndefined();
      expect(integrity, path).toMatch(/^sha512-/);
      if (hasInstallScript && !optional)
        expect(Object.keys(allowScripts), path).toContain(path.split('node_modules/').at(-1));
    }
  });
});
