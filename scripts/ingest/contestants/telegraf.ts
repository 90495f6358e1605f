import express from 'express';
import { Telegraf } from 'telegraf';
import { API_ROOT, listening, PATH, REPLY, SECRET, TOKEN } from './settings.ts';

// A telegraf bot as its guide shows it: one reply, nothing stored.
const bot = new Telegraf(TOKEN, { telegram: { apiRoot: API_ROOT, webhookReply: false } });
bot.use((context) => context.reply(REPLY));
const app = express();
app.use(bot.webhookCallback(PATH, { secretToken: SECRET }));
const server = app.listen(0, '127.0.0.1', () => listening(server.address()));
