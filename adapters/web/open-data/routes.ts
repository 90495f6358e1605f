import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Knowledge } from '../../../bot/index.ts';
import type { PublicFigures } from '../../public-figures.ts';
import { asLocale, localeOf } from '../locale.ts';
import { type Site, viewFor } from '../site.ts';
import { CSV, type OpenFile, openFolder } from './folder.ts';
import { openDataPage, openDataPath } from './page.ts';

const BOM = '\ufeff';

/** The open data and the page about it. Any site may read it: it is nobody's secret. */
export function openDataRoutes(site: Site, figures: PublicFigures): Router {
  const folderOf = createFolders(figures, site.origin);
  const router = Router();
  router.get('/open-data', (request, response) => {
    response.vary('Accept-Language').vary('Cookie').set('Cache-Control', 'private, no-cache');
    response.redirect(302, openDataPath(localeOf(request, site.cookies)));
  });
  router.get('/:locale/open-data', (request, response, next) => {
    const locale = asLocale(request.params.locale);
    if (!locale) return next();
    const view = viewFor(site, request, locale);
    const markup = openDataPage(view, folderOf(view.knowledge));
    response.set('Cache-Control', 'public, no-cache').type('html').send(markup);
  });
  const serve: RequestHandler = async (request, response, next) => {
    const file = folderOf(site.knowledge()).get(request.path.slice('/open-data/'.length));
    return file ? send(file, request, response) : next();
  };
  router.get('/open-data/*name', serve);
  return router;
}

/** The folder of what stands published now: made anew only when something was published, or the content changed. */
function createFolders(
  figures: PublicFigures,
  origin: string,
): (knowledge: Knowledge) => ReturnType<typeof openFolder> {
  let last: { readonly key: readonly unknown[]; readonly folder: ReturnType<typeof openFolder> } | undefined;
  return (knowledge) => {
    const key = [figures.blocks(), knowledge.version];
    if (!last || key.some((part, at) => part !== last?.key[at]))
      last = { key, folder: openFolder(figures, knowledge, origin) };
    return last.folder;
  };
}

async function send(file: OpenFile, request: Request, response: Response): Promise<void> {
  const isForExcel = file.type === CSV && 'excel' in request.query;
  const encoding = isForExcel ? false : request.acceptsEncodings('gzip');
  response.set({
    'Content-Type': file.type,
    'Cache-Control': 'public, no-cache',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ETag: `"${file.sha256.slice(0, 27)}${isForExcel ? '-excel' : ''}${encoding ? '-gzip' : ''}"`,
  });
  response.vary('Accept-Encoding');
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (isForExcel) response.set('Content-Disposition', `attachment; filename="${file.name}"`);
  if (encoding) {
    response.set('Content-Encoding', 'gzip').end(await file.compressed());
    return;
  }
  response.end((isForExcel ? BOM : '') + file.parts.join(''));
}
