import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReports } from '../adapters/reports.ts';

const NOW = new Date('2026-11-20T00:00:00Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'villager-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a report is a line with its time, the version of the content and the service', async () => {
  const file = join(folder, 'new', 'reports.jsonl');
  const { keep } = await openReports(file, NOW);
  await keep([{ kind: 'content_report', service: 'passport', text: 'too\n"old"' }], {
    at: NOW,
    version: 'abc',
  });
  await keep([], { at: NOW, version: 'abc' });
  expect(
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    {
      at: NOW.toISOString(),
      catalogue_version: 'abc',
      kind: 'content_report',
      service: 'passport',
      text: 'too\n"old"',
    },
  ]);
});

test('what is older than 90 days is dropped, the rest and unknown lines stay', async () => {
  const file = join(folder, 'reports.jsonl');
  writeFileSync(
    file,
    '{"at":"2026-08-21T00:00:00.000Z","text":"old"}\n{"at":"2026-08-23T00:00:00.000Z","text":"young"}\nnot ours\n',
  );
  await openReports(file, NOW);
  expect(readFileSync(file, 'utf8')).toBe('{"at":"2026-08-23T00:00:00.000Z","text":"young"}\nnot ours\n');
});

test('a running server drops old lines too, and loses none that is written meanwhile', async () => {
  const file = join(folder, 'reports.jsonl');
  const { keep, sweep } = await openReports(file, NOW);
  const report = (text: string) => ({ kind: 'content_report' as const, service: undefined, text });
  await keep([report('first')], { at: NOW, version: 'abc' });
  const later = new Date('2027-03-01T00:00:00Z');
  await Promise.all([sweep(later), keep([report('second')], { at: later, version: 'abc' })]);
  expect(readFileSync(file, 'utf8')).not.toContain('first');
  expect(readFileSync(file, 'utf8')).toContain('second');
});

test('a folder that cannot be written is refused with what to do', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(openReports(join(folder, 'file', 'reports.jsonl'), NOW)).rejects.toThrow(
    /cannot be kept .* DATA_DIR/,
  );
});
