import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument, stringify } from 'yaml';
import {
  type Conversation,
  newConversation,
  type Outcome,
  type Reply,
  takeTurn,
  type Utterance,
} from '../bot/index.ts';
import { realKnowledge } from './fixtures/knowledge.ts';

/** One exchange as an office reads it: what the citizen does, what the villager says, how it ended. */
interface Exchange {
  readonly user?: string;
  readonly presses?: string;
  readonly arrives?: string;
  readonly sends?: 'picture';
  readonly bot: readonly string[];
  readonly outcome: string;
}
interface Transcript {
  readonly title: string;
  readonly today: string;
  readonly turns: readonly Exchange[];
}

const FOLDER = 'test/transcripts';
/** `UPDATE=1 npx vitest run test/transcripts.test.ts` writes what is said now into the files: read the diff before you commit it. */
const UPDATE = process.env['UPDATE'] === '1';
const knowledge = realKnowledge();

function utteranceOf({ user, presses, arrives, sends }: Exchange, conversation: Conversation): Utterance {
  if (user !== undefined) return { kind: 'text', text: user };
  if (arrives !== undefined) return { kind: 'arrive', ...(arrives === '' ? {} : { code: arrives }) };
  if (sends !== undefined) return { kind: 'unreadable' };
  const choice = conversation.offered.find(({ label }) => label === presses);
  return { kind: 'press', code: choice?.code ?? String(presses) };
}

function shown({ title, text, choices }: Reply): string {
  const buttons = choices.map(({ label }) => `(${label})`).join(' ');
  return [...(title ? [`[${title}]`] : []), text, ...(buttons ? [buttons] : [])].join('\n');
}

function told(outcome: Outcome): string {
  if (outcome.kind === 'answered') return ['answered', outcome.service, ...outcome.aspects].join(' ');
  if (outcome.kind === 'clarified') return ['clarified', ...outcome.services].join(' ');
  return outcome.kind === 'intent' ? `intent ${outcome.intent}` : outcome.kind;
}

function replay({ turns, today }: Transcript): Exchange[] {
  let conversation = newConversation();
  return turns.map((exchange) => {
    const { bot: _bot, outcome: _outcome, ...did } = exchange;
    const turn = takeTurn(knowledge, conversation, utteranceOf(exchange, conversation), today);
    conversation = turn.conversation;
    return { ...did, bot: turn.replies.map(shown), outcome: told(turn.outcome) };
  });
}

describe('transcripts', () => {
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'))) {
    const file = join(FOLDER, name);
    const text = readFileSync(file, 'utf8');
    const transcript: Transcript = parse(text);
    test(`${name}: ${transcript.title}`, () => {
      const replayed = replay(transcript);
      if (UPDATE) {
        const document = parseDocument(text);
        document.set('turns', replayed);
        writeFileSync(file, stringify(document, { lineWidth: 0, blockQuote: 'literal' }));
      } else expect(replayed).toEqual(transcript.turns);
    });
  }
});
