/** A form that sends a request by HTTP or by WAMP, shows what came of it, and the curl command for it. */

import { element, payloadList } from './elements.js';
import * as fields from './fields.js';
import * as http from './http.js';
import { WampError } from './wamp.js';

const PARTIAL_RESULTS_SHOWN = 20;

export class RequestForm {
  #form;
  #kind;
  #url;
  #byWamp;
  #done;
  #outcome;
  #cancel;
  #running = null;

  /**
   * @param form the form element; elements beside it have ids that begin with its own
   * @param kind what the name stands for: topic or procedure
   * @param url where it is POSTed to
   * @param byWamp sends {name, args, kwargs} by WAMP; is given onProgress and an AbortSignal, and returns
   *     a promise of {id} or of {args, kwargs}
   * @param done the words for success, given the request
   */
  constructor(form, { kind, url, byWamp, done }) {
    this.#form = form;
    this.#kind = kind;
    this.#url = url;
    this.#byWamp = byWamp;
    this.#done = done;
    this.#outcome = document.getElementById(`${form.id}-outcome`);
    this.#cancel = form.querySelector('.cancel');
    this.#cancel.addEventListener('click', () => this.#running?.abort());
    form.addEventListener('input', () => this.#showCurl(false));
    form.addEventListener('change', () => this.#showCurl(true));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!this.#running) this.#send();
    });
    this.#showCurl(false);
  }

  #showCurl(complain) {
    const request = fields.read(this.#form, complain);
    const code = document.getElementById(`${this.#form.id}-curl`);
    code.classList.toggle('stale', !request);
    if (request) code.textContent = http.curl(this.#url, http.body(this.#kind, request));
  }

  async #send() {
    const request = fields.read(this.#form, true);
    if (!request) {
      this.#form.querySelector('[aria-invalid=true]').focus();
      return;
    }
    this.#running = new AbortController();
    this.#cancel.hidden = false;
    const started = performance.now();
    const way = this.#form.elements.way.value;
    this.#show('busy', 'Waiting for the answer …');
    try {
      const { answer, by } = way === 'wamp' ? await this.#sendByWamp(request) : await this.#sendByHttp(request);
      const note = `${by} · ${Math.round(performance.now() - started)} ms`;
      if ('id' in answer) this.#show('good', this.#done(request), `${note} · publication ${answer.id}`);
      else this.#show('good', this.#done(request), note, payloadList(answer));
    } catch (error) {
      this.#showError(error, way);
    } finally {
      this.#running = null;
      this.#cancel.hidden = true;
    }
  }

  async #sendByWamp(request) {
    let partial = 0;
    const onProgress = (result) => {
      if (partial++ === 0) this.#show('busy', 'Partial results');
      this.#outcome.append(payloadList(result));
      if (partial > PARTIAL_RESULTS_SHOWN) this.#outcome.querySelector('dl').remove();
    };
    return { answer: await this.#byWamp(request, onProgress, this.#running.signal), by: 'WAMP' };
  }

  async #sendByHttp(request) {
    const body = http.body(this.#kind, request);
    const { status, answer } = await http.post(this.#url, body, this.#running.signal);
    const by = `HTTP ${status}`;
    if (typeof answer?.error === 'string') {
      throw Object.assign(new WampError(answer.error, answer.args ?? [], answer.kwargs), { by });
    }
    if (status !== 200 || typeof answer !== 'object' || answer === null) {
      throw Object.assign(new Error('This is not an answer of the bridge'), { by });
    }
    return { answer: 'id' in answer ? answer : { args: [], kwargs: {}, ...answer }, by };
  }

  #showError(error, way) {
    if (error instanceof WampError) {
      const { uri, args, kwargs, by } = error;
      const rest = args.length || Object.keys(kwargs).length ? [payloadList(error)] : [];
      this.#show('bad', uri, by ?? 'WAMP', ...rest);
    } else if (error.name === 'AbortError') {
      this.#show('bad', 'Cancelled from this page');
    } else {
      this.#show('bad', way === 'http' && !error.by ? 'The bridge cannot be reached' : error.message, error.by ?? '');
    }
  }

  #show(state, summary, note = '', ...rest) {
    this.#outcome.dataset.state = state;
    this.#outcome.hidden = false;
    this.#outcome.replaceChildren(element('p', element('strong', summary), ' ', element('small', note)), ...rest);
  }
}
