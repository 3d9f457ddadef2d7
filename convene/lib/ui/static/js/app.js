/** What every page loads: the elements, and htmx in a form that a strict content policy allows. */
// Imports end in a semicolon: by it the storage of static files knows them, and puts in the hashed names.
import htmx from '../vendor/htmx.js';
import './attach.js';
import './composer.js';
import './copy.js';
import './draft.js';
import './fields.js';
import './find.js';
import './kept.js';
import './live.js';
import './mentions.js';
import './menu.js';
import './offline.js';
import './passkey.js';
import './people.js';
import './pick.js';
import './plain.js';
import './preview.js';
import './print.js';
import './quote.js';
import './read.js';
import './similar.js';
import './timer.js';
import './toolbar.js';
import './waiting.js';
import './when.js';

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0, // pages may be private: a browser that somebody else opens must not have them
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '422', swap: true }, // a form with its sentences
    { code: '...', swap: false, error: true },
  ],
})

const token = element =>
  element.closest('form')?.elements.csrfmiddlewaretoken?.value ??
  document.querySelector('meta[name="csrf-token"]')?.content ??
  document.querySelector('[name="csrfmiddlewaretoken"]')?.value ??
  ''

document.addEventListener('htmx:configRequest', ({ detail }) => {
  if (detail.verb !== 'get') detail.headers['X-CSRFToken'] = token(detail.elt)
})
