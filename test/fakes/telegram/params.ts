import type { IncomingMessage } from 'node:http';
import { badRequest } from './refusal.ts';
import type { Params } from './state.ts';

/** The parameters of a call: of its address, and of its body as JSON or as a form, as the Bot API takes them. */
export async function paramsOf(request: IncomingMessage, address: URL): Promise<Params> {
  const given = Object.fromEntries(address.searchParams);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return given;
  const type = request.headers['content-type'] ?? '';
  const body = Buffer.concat(chunks);
  if (type.startsWith('application/json')) return { ...given, ...parsed(body.toString('utf8')) };
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  return { ...given, ...Object.fromEntries(form) };
}

function parsed(json: string): Params {
  try {
    return JSON.parse(json) as Params;
  } catch {
    throw badRequest("can't parse request body JSON object");
  }
}
