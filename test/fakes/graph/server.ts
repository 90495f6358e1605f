import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type Answered, carryOut } from './calls.ts';
import { type createFaults, happen } from './faults.ts';
import { GraphRefusal, refusals } from './refusals.ts';
import type { Call, World } from './world.ts';

/** The API's side: keeps each call, lets a scripted fault meet it, or carries it out and answers. */
export function serveGraph(
  world: World,
  faults: ReturnType<typeof createFaults>,
  carriedOut: (answered: Answered) => void,
): Server {
  return createServer(async (request, response) => {
    const call = await callOf(request);
    world.calls.push(call);
    const say = (status: number, body: object): void => {
      call.status = status;
      response.writeHead(status, { 'content-type': 'application/json', ...usageHeader(world) });
      response.end(JSON.stringify(body));
    };
    const refuse = (refusal: GraphRefusal): void => {
      call.why = `${refusal.status} ${refusal.message}`;
      say(refusal.status, refusal.body());
    };
    const work = () => {
      const answered = answerTo(world, call, request.headers.authorization);
      if (!(answered instanceof GraphRefusal)) carriedOut(answered);
      return answered;
    };
    const answer = (): void => {
      const answered = work();
      if (answered instanceof GraphRefusal) refuse(answered);
      else say(200, answered.answer);
    };
    const fault = faults.next(call);
    if (fault === undefined) return answer();
    call.why = `met the fault ${typeof fault === 'string' ? fault : fault.code}`;
    happen(fault, { request, response, work, answer, refuse });
  });
}

function answerTo(world: World, call: Call, authorization: string | undefined): Answered | GraphRefusal {
  try {
    return carryOut(world, call, authorization);
  } catch (error) {
    return error instanceof GraphRefusal ? error : refusals.broken();
  }
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = request.url ?? '/';
  const path = new URL(url, 'http://graph').pathname.replace(/^\/v[^/]*/, '');
  return { method: request.method ?? 'GET', url, path, body: bodyOf(Buffer.concat(chunks)), status: 0 };
}

function bodyOf(raw: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(raw.toString('utf8') || '{}');
  } catch {
    return {};
  }
}

const usageHeader = ({ usage }: World): Record<string, string> =>
  usage > 0 ? { 'x-app-usage': JSON.stringify({ call_count: usage, total_time: 1, total_cputime: 1 }) } : {};
