import { html } from '../web/html.ts';
export const page = html`x`;
