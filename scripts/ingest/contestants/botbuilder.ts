import { type Activity, ActivityHandler, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder';
import express from 'express';
import { Telegram } from 'telegraf';
import { API_ROOT, listening, PATH, REPLY, SECRET, TOKEN } from './settings.ts';

// A botbuilder bot as its samples show it, on an adapter for Telegram: one reply, nothing stored.
const telegram = new Telegram(TOKEN, { apiRoot: API_ROOT, webhookReply: false });

interface Message {
  readonly chat: { readonly id: number };
  readonly text?: string;
}
interface Update {
  readonly message?: Message;
  readonly callback_query?: { readonly message: Message; readonly data: string };
}

class PlainAdapter extends BotAdapter {
  async take({ message, callback_query: query }: Update): Promise<void> {
    const chat = String((message ?? query?.message)?.chat.id);
    const activity = {
      type: 'message',
      channelId: 'telegram',
      conversation: { id: chat },
      ...(message?.text === undefined ? { value: query?.data } : { text: message.text }),
    };
    const context = new TurnContext(this as BotAdapter, activity as Partial<Activity>);
    await this.runMiddleware(context, (turn) => handler.run(turn));
  }
  override sendActivities = (
    { activity }: TurnContext,
    said: Partial<Activity>[],
  ): Promise<ResourceResponse[]> =>
    Promise.all(
      said.map(async ({ text = '' }) => {
        const sent = await telegram.sendMessage(activity.conversation.id, text);
        return { id: String(sent.message_id) };
      }),
    );
  override updateActivity = () => Promise.resolve();
  override deleteActivity = () => Promise.resolve();
  override continueConversation = () => Promise.resolve();
  override continueConversationAsync = () => Promise.resolve();
}

const handler = new ActivityHandler();
handler.onMessage(async (context, next) => {
  await context.sendActivity(REPLY);
  await next();
});
const adapter = new PlainAdapter();
const app = express();
app.post(PATH, express.json(), async (request, response) => {
  if (request.get('X-Telegram-Bot-Api-Secret-Token') !== SECRET) return void response.sendStatus(401);
  await adapter.take(request.body);
  response.sendStatus(200);
});
const server = app.listen(0, '127.0.0.1', () => listening(server.address()));
