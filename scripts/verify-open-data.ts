import { existsSync, statSync } from 'node:fs';
import { commandLine } from './command.ts';
import { fromFolder, fromServer } from './open-data/folder.ts';
import { verifyOpenData } from './open-data/verify.ts';

/** As many differences are told; what is behind them is told by the first. */
const MOST_TOLD = 20;

const HELP = `Downloads all open data of a running server and checks it as anybody can: checksums, descriptions, whether
hidden numbers can be computed, and whether the dashboard shows what the published numbers say.

  npm run verify:open-data [-- ADDRESS | FOLDER]

ADDRESS  such as https://villager.example.org; when not given, PUBLIC_URL or the server on this machine
FOLDER   with the files of /open-data/: they alone are checked, without a dashboard

Exit 1 when something differs.`;

const { positionals } = commandLine(HELP, {}, { words: true });
if (existsSync('.env')) process.loadEnvFile('.env');
const [from = process.env['PUBLIC_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? 3000}`] = positionals;
const isFolder = existsSync(from) && statSync(from).isDirectory();
const { checked, differences } = await (isFolder
  ? verifyOpenData(fromFolder(from))
  : verifyOpenData(fromServer(`${from}/open-data`), fromServer(from)));
for (const line of checked) console.log(line);
if (differences.length === 0) {
  console.log('Everything agrees.');
} else {
  for (const difference of differences.slice(0, MOST_TOLD)) console.error(difference);
  console.error(`${differences.length} differences`);
  process.exit(1);
}
