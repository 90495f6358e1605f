import { loadContent } from '../adapters/content/load.ts';
import { commandLine } from './command.ts';
import { contentFolder } from './content.ts';
import { strayExamples } from './evaluate/examples.ts';

const HELP = `Checks every file under content/ and prints all troubles at once.

  npm run check:content [-- --content DIR] [--errors-only] [--only TEXT] [--examples]

  --content DIR   the folder to check (default: content)
  --errors-only   leave warnings out
  --only TEXT     print only troubles of files whose name contains TEXT
  --examples      also ask every example: one that finds another service is a warning (some seconds)

Each line: file:line:column  severity  what is wrong, what was seen, what is allowed · fix: what to write.
Exit code: 0 nothing wrong (warnings allowed), 1 errors, 2 wrong usage.`;

const { values } = commandLine(HELP, {
  content: { type: 'string', default: 'content' },
  'errors-only': { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
  examples: { type: 'boolean', default: false },
});

const { issues: found, catalogue } = await loadContent(contentFolder(values.content));
const issues = [...found, ...(catalogue && values.examples ? strayExamples(catalogue) : [])];
const shown = issues.filter(
  ({ severity, file }) => (severity === 'error' || !values['errors-only']) && file.includes(values.only),
);
for (const { file, line, column, severity, message, fix } of shown)
  console.log(
    `${values.content}/${file}:${line}:${column}  ${severity}  ${message}${fix ? ` · fix: ${fix}` : ''}`,
  );

const errors = issues.filter(({ severity }) => severity === 'error').length;
const services = catalogue ? `${catalogue.services.length} services, ` : '';
console.log(`${services}${errors} errors, ${issues.length - errors} warnings`);
process.exitCode = errors > 0 ? 1 : 0;
