import { createInterface } from 'node:readline/promises';
import { converse } from '../adapters/console/index.ts';
import { createVillager } from '../adapters/villager.ts';
import { commandLine } from './command.ts';
import { knowledgeOf } from './content.ts';

const HELP = `Talks with the villager on the console: the same engine and the same road as every other channel.

  npm run chat [-- --content DIR]

  --content DIR   the content folder (default: content)

Type a question in Khmer or English, a number to pick a choice, "exit" to leave.
Nothing is kept of what is said here.`;

const { values } = commandLine(HELP, { content: { type: 'string', default: 'content' } });
const knowledge = await knowledgeOf(values.content);
const villager = createVillager({ knowledge: () => knowledge, now: () => new Date() });
await converse(
  villager,
  createInterface({ input: process.stdin, output: process.stdout, prompt: '\n> ' }),
  console.log,
);
