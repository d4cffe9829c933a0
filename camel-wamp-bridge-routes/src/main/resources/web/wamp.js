/**
 * A WAMP v2 client over WebSocket and JSON, of the size that a page needs: subscriber, publisher
 * and caller. It comes back by itself when the connection is lost, with its subscriptions.
 */

const HELLO = 1, WELCOME = 2, ABORT = 3, GOODBYE = 6, ERROR = 8;
const PUBLISH = 16, PUBLISHED = 17;
const SUBSCRIBE = 32, SUBSCRIBED = 33, UNSUBSCRIBE = 34, UNSUBSCRIBED = 35, EVENT = 36;
const CALL = 48, CANCEL = 49, RESULT = 50;

const JOIN_TIMEOUT = 10_000;
const FIRST_DELAY = 500;
const MAX_DELAY = 30_000;
/** A session that lasted this long shows that the router is well, and the delays begin anew. */
const STABLE_AFTER = 10_000;

const ROLES = {
  publisher: { features: { subscriber_blackwhite_listing: true, publisher_exclusion: true } },
  subscriber: { features: { pattern_based_subscription: true, subscription_revocation: true } },
  caller: { features: { progressive_call_results: true, call_canceling: true } },
};

/** An ERROR or ABORT: the URI and what came with it. */
export class WampError extends Error {
  constructor(uri, args, kwargs = {}) {
    super(typeof args[0] === 'string' ? args[0] : uri);
    Object.assign(this, { name: 'WampError', uri, args, kwargs });
  }
}

/** Parses JSON; numbers that JavaScript would round (or write differently) keep their digits where the browser can. */
export function parseJson(text) {
  return JSON.parse(text, (key, value, context) =>
    typeof value === 'number' && context && JSON.rawJSON && String(value) !== context.source
      ? JSON.rawJSON(context.source) : value);
}

/** A connection that is kept up between open() and close(). */
export class WampConnection {
  #url;
  #realm;
  #onStatus;

  // What the page asked for; outlives connections.
  #wanted = false;
  #subscriptions = new Set();
  #failures = 0;
  #timer = 0;

  // This connection.
  #socket = null;
  #joinedAt = 0;
  #lastRequest = 0;
  #requests = new Map();
  #handlers = new Map();
  /** Subscribing and unsubscribing take turns: else a late UNSUBSCRIBE could take away its successor's subscription. */
  #turn = Promise.resolve();

  /** @param onStatus hears {state: connecting | open | waiting | closed, session?, role?, reason?, refusal?, delay?};
   *     the refusal is the URI with which the router did not let this page in */
  constructor(url, realm, onStatus) {
    this.#url = url;
    this.#realm = realm;
    this.#onStatus = onStatus;
  }

  /** Connects now, also while waiting to connect again. */
  open() {
    this.#wanted = true;
    if (!this.#socket) this.#connect();
  }

  /** Says goodbye and stays away. */
  close() {
    this.#wanted = false;
    if (this.#joinedAt) this.#send([GOODBYE, {}, 'wamp.close.close_realm']);
    this.#drop('The page has left');
  }

  /**
   * Subscribes, now and after each reconnect.
   * @param handler has event({topic, args, kwargs}), subscribed() and refused(error)
   * @returns a function that unsubscribes
   */
  subscribe(topic, match, handler) {
    const subscription = { topic, match, handler };
    this.#subscriptions.add(subscription);
    if (this.#joinedAt) this.#establish(subscription);
    return () => {
      if (this.#subscriptions.delete(subscription) && this.#joinedAt) this.#withdraw(subscription);
    };
  }

  /**
   * Publishes and waits for the acknowledgement; this page gets the event too.
   * @param args a list as JSON text, so that its numbers stay as they were typed
   * @param kwargs an object as JSON text
   * @param signal an AbortSignal that ends the waiting
   * @returns a promise of the publication id
   */
  async publish(topic, args, kwargs, signal) {
    const options = '{"acknowledge":true,"exclude_me":false}';
    const { reply, abandon } = this.#request(PUBLISH,
      (id) => `[${PUBLISH},${id},${options},${JSON.stringify(topic)},${args},${kwargs}]`);
    signal.addEventListener('abort', abandon, { once: true });
    return (await reply)[2];
  }

  /**
   * Calls and waits for the result {args, kwargs}.
   * @param args, kwargs as for publish
   * @param onProgress gets partial results {args, kwargs}
   * @param signal an AbortSignal that cancels the call
   */
  async call(procedure, args, kwargs, onProgress, signal) {
    const options = '{"receive_progress":true}';
    const { id, reply, abandon } = this.#request(CALL,
      (request) => `[${CALL},${request},${options},${JSON.stringify(procedure)},${args},${kwargs}]`,
      (message) => onProgress(payload(message, 3)));
    signal.addEventListener('abort', () => {
      if (abandon()) this.#send([CANCEL, id, { mode: 'killnowait' }]);
    }, { once: true });
    return payload(await reply, 3);
  }

  // ---- one connection

  #connect() {
    clearTimeout(this.#timer);
    this.#onStatus({ state: 'connecting' });
    const socket = new WebSocket(this.#url, ['wamp.2.json']);
    this.#socket = socket;
    // An event of a socket that was given up must not reach its successor.
    const current = (handler) => (event) => { if (socket === this.#socket) handler(event); };
    socket.onopen = current(() => this.#send([HELLO, this.#realm, { roles: ROLES }]));
    socket.onmessage = current((event) => this.#receive(event.data));
    socket.onclose = current((event) => this.#drop(event.reason
      || (this.#joinedAt ? 'The connection was lost' : 'The router cannot be reached')));
    this.#timer = setTimeout(current(() => this.#drop('The router does not answer')), JOIN_TIMEOUT);
  }

  #drop(reason, refusal) {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    const requests = this.#requests;
    if (this.#joinedAt && performance.now() - this.#joinedAt > STABLE_AFTER) this.#failures = 0;
    this.#socket = null;
    this.#joinedAt = 0;
    this.#lastRequest = 0;
    this.#requests = new Map();
    this.#handlers = new Map();
    this.#turn = Promise.resolve();
    socket?.close();
    for (const request of requests.values()) {
      request.reject(new Error(`${reason}; whether the router has handled the request is not known`));
    }
    requests.clear();
    if (!this.#wanted) {
      this.#onStatus({ state: 'closed', reason });
      return;
    }
    const delay = Math.min(MAX_DELAY, FIRST_DELAY * 2 ** this.#failures++) * (0.5 + Math.random() / 2);
    this.#timer = setTimeout(() => this.#connect(), delay);
    this.#onStatus({ state: 'waiting', reason, refusal, delay });
  }

  #send(message) {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Sends message(id); abandon() tells whether the reply was still awaited. */
  #request(type, message, onProgress) {
    if (!this.#joinedAt) throw new Error('There is no connection to the router at this moment');
    const id = ++this.#lastRequest;
    const requests = this.#requests;
    const reply = new Promise((resolve, reject) => requests.set(id, { type, resolve, reject, onProgress }));
    this.#send(message(id));
    const abandon = () => {
      requests.get(id)?.reject(new WampError('wamp.error.canceled', ['Cancelled from this page']));
      return requests.delete(id);
    };
    return { id, reply, abandon };
  }

  #receive(text) {
    let message;
    try {
      message = parseJson(text);
      if (!Array.isArray(message)) throw new SyntaxError('not a list');
    } catch {
      this.#drop('The router sent something that is not WAMP');
      return;
    }
    switch (message[0]) {
      case WELCOME: return this.#welcome(message[1], message[2]?.authrole);
      case ABORT: return this.#drop(`The router refused: ${message[1]?.message ?? message[2]}`, message[2]);
      case GOODBYE:
        this.#send([GOODBYE, {}, 'wamp.close.goodbye_and_out']);
        return this.#drop(`The router said goodbye: ${message[2]}`);
      case EVENT: return this.#event(message);
      case RESULT: return message[2]?.progress
        ? this.#requests.get(message[1])?.onProgress?.(message)
        : this.#answer(CALL, message[1], message);
      case PUBLISHED: return this.#answer(PUBLISH, message[1], message);
      case SUBSCRIBED: return this.#answer(SUBSCRIBE, message[1], message);
      case UNSUBSCRIBED: return message[1] === 0
        ? this.#revoked(message[2]?.subscription, message[2]?.reason)
        : this.#answer(UNSUBSCRIBE, message[1], message);
      case ERROR:
        return this.#answer(message[1], message[2], new WampError(message[4], message[5] ?? [], message[6] ?? {}));
    }
  }

  /** Replies to requests that nobody waits for any more are ignored. */
  #answer(type, id, reply) {
    const request = this.#requests.get(id);
    if (request?.type !== type) return;
    this.#requests.delete(id);
    if (reply instanceof Error) request.reject(reply);
    else request.resolve(reply);
  }

  #welcome(session, role) {
    clearTimeout(this.#timer);
    this.#joinedAt = performance.now();
    this.#onStatus({ state: 'open', session, role });
    for (const subscription of this.#subscriptions) this.#establish(subscription);
  }

  // ---- subscriptions

  #establish(subscription) {
    this.#inTurn(async () => {
      const { topic, match, handler } = subscription;
      if (!this.#subscriptions.has(subscription)) return;
      // What follows runs before the next message is taken from the socket, so that no event is missed.
      const reply = await this.#request(SUBSCRIBE, (id) => [SUBSCRIBE, id, { match }, topic]).reply;
      this.#handlers.set(reply[2], (this.#handlers.get(reply[2]) ?? new Set()).add(subscription));
      handler.subscribed();
    }, subscription);
  }

  #withdraw(subscription) {
    this.#inTurn(async () => {
      for (const [id, holders] of this.#handlers) {
        if (holders.delete(subscription) && holders.size === 0) {
          this.#handlers.delete(id);
          await this.#request(UNSUBSCRIBE, (request) => [UNSUBSCRIBE, request, id]).reply;
        }
      }
    }, subscription);
  }

  #inTurn(step, subscription) {
    const socket = this.#socket;
    this.#turn = this.#turn.then(() => socket === this.#socket && step()).catch((error) => {
      if (error instanceof WampError && this.#subscriptions.has(subscription)) subscription.handler.refused(error);
    });
  }

  #event(message) {
    const [, id, , details] = message;
    for (const { topic, handler } of this.#handlers.get(id) ?? []) {
      handler.event({ topic: details?.topic ?? topic, ...payload(message, 4) });
    }
  }

  #revoked(id, reason) {
    for (const { handler } of this.#handlers.get(id) ?? []) {
      handler.refused(new WampError(reason ?? 'wamp.error.canceled', ['The router took the subscription away']));
    }
    this.#handlers.delete(id);
  }
}

function payload(message, at) {
  return { args: message[at] ?? [], kwargs: message[at + 1] ?? {} };
}
