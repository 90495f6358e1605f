import { type Request, type Response, Router } from 'express';
import { FIGURES, type Figure, misreadIn, queryOf, type Selection, type Told } from '../../../bot/index.ts';
import { dayInPhnomPenh } from '../../calendar.ts';
import { loadedOnce } from '../../loaded-once.ts';
import type { PublicFigures } from '../../public-figures.ts';
import { asLocale, localeOf } from '../locale.ts';
import { type Site, type View, viewFor } from '../site.ts';
import { type Board, createBoards } from './board.ts';
import { drawChart } from './charts/index.ts';
import { figureCsv } from './csv.ts';
import { dashboardPath } from './figure-section.ts';
import { type Letters, loadLetters } from './outlines.ts';
import { dashboardPage, dateParts } from './page.ts';
import { createPainter } from './painter.ts';
import { PICTURE_ROOM, pictureSvg } from './picture.ts';
import { fieldNames, isTold, selectionLine, sentenceOf, spanOf } from './sentence.ts';
import { wordsIn } from './words.ts';

/** A figure that was asked for as a file. */
interface Asked {
  readonly view: View;
  readonly figure: Figure;
  readonly told: Told;
  readonly selection: Selection;
}

/** The public dashboard, and each of its figures as CSV and as a picture. */
export function dashboardRoutes(site: Site, figures: PublicFigures): Router {
  const boardOf = createBoards(figures.cube);
  const painter = createPainter();
  const letters = loadedOnce(loadLetters);
  const router = Router();
  router.get('/dashboard', (request, response) => {
    const selection = boardOf(site.knowledge()).select(request.query);
    // What was not understood is passed on as it is: the page says so.
    const { search } = new URL(request.originalUrl, 'http://here');
    const query = misreadIn(request.query, selection).length > 0 ? search : queryOf(selection);
    const asked = Object.keys(request.query).length > 0 ? query : '';
    response.vary('Accept-Language').vary('Cookie').set('Cache-Control', 'private, no-cache');
    response.redirect(302, dashboardPath(localeOf(request, site.cookies)) + asked);
  });
  router.get('/:locale/dashboard', async (request, response, next) => {
    const locale = asLocale(request.params.locale);
    if (!locale) return next();
    const view = viewFor(site, request, locale);
    const board = boardOf(view.knowledge);
    // The rest of the page does not depend on it.
    const running = await figures.running().catch(() => undefined);
    const selection = board.select(request.query);
    const misread = misreadIn(request.query, selection);
    const markup = dashboardPage(view, { board, selection, misread, running });
    response.set('Cache-Control', 'public, no-cache').type('html').send(markup);
  });
  router.get('/:locale/dashboard/:figure.csv', (request, response, next) => {
    const asked = askedFigure(site, request, boardOf);
    if (!asked) return next();
    if ('refusal' in asked) return response.status(400).type('txt').send(asked.refusal);
    const { view, figure, told } = asked;
    named(response, `${fileName(asked)}.csv`, 'text/csv; charset=utf-8');
    response.send(figureCsv(figure, told, wordsIn(view.knowledge, view.locale)));
  });
  router.get('/:locale/dashboard/:figure.png', async (request, response, next) => {
    const asked = askedFigure(site, request, boardOf);
    if (!asked) return next();
    if ('refusal' in asked) return response.status(400).type('txt').send(asked.refusal);
    const svg = svgOf(asked, figures.publishedAt, await letters());
    response.set({ ETag: `"${painter.digestOf(svg)}"`, 'Cache-Control': 'public, no-cache' });
    if (request.fresh) return response.status(304).end();
    const picture = await painter.paint(svg);
    named(response, `${fileName(asked)}.png`, 'image/png').end(picture);
  });
  return router;
}

function askedFigure(
  site: Site,
  request: Request,
  boardOf: (knowledge: View['knowledge']) => Board,
): Asked | { readonly refusal: string } | undefined {
  const locale = asLocale(request.params['locale']);
  const figure = FIGURES.find(({ id }) => id === request.params['figure']);
  if (!locale || !figure) return undefined;
  const view = viewFor(site, request, locale);
  const board = boardOf(view.knowledge);
  const selection = board.select(request.query);
  const misread = misreadIn(request.query, selection);
  if (misread.length > 0) {
    const words = wordsIn(view.knowledge, locale);
    return { refusal: words.say('dashboard.misread.file', { fields: fieldNames(misread, words) }) };
  }
  const told = board.tell(figure, selection);
  return isTold(told) ? { view, figure, told, selection } : undefined;
}

/** With the time that it covers: of what is published by quarter, whole quarters of the chosen time. */
function fileName({ figure: { id }, told: { periods }, selection }: Asked): string {
  const [first = selection.from, last = selection.to] = [periods[0], periods.at(-1)];
  const isQuarter = first.includes('Q');
  return ['smart-villager', id, first, ...(isQuarter && first === last ? [] : [last])].join('-');
}

const named = (response: Response, name: string, type: string): Response =>
  response.set({
    'Content-Type': type,
    'Cache-Control': 'public, no-cache',
    'Content-Disposition': `attachment; filename="${name}"`,
  });

/** A figure as a picture: the day it bears is that of its newest number, so that it stays the same until then. */
function svgOf(
  { view, figure, told, selection }: Asked,
  publishedAt: PublicFigures['publishedAt'],
  letters: Letters,
): string {
  const words = wordsIn(view.knowledge, view.locale);
  const { say } = view;
  const newest = Math.max(0, ...told.periods.map((period) => publishedAt(period) ?? 0));
  const date = say('date.day', dateParts(say, dayInPhnomPenh(new Date(newest))));
  const picture = {
    title: say(`dashboard.figures.${figure.id}.title`),
    says: sentenceOf(figure, told, words),
    period: `${spanOf(told.periods, words)} · ${selectionLine(selection, words)}`,
    source: say('dashboard.png.source', { address: view.origin + dashboardPath(view.locale), date }),
    warning: view.isDemo ? say('dashboard.demo') : undefined,
    drawing: drawChart(figure, told, words, { pen: letters, narrowest: PICTURE_ROOM }),
  };
  return pictureSvg(picture, letters);
}
