/** Wires the page: the connection and its state, the subscription, the two forms. */

import { EventFeed } from './events.js';
import { readName } from './fields.js';
import { RequestForm } from './request.js';
import { WampConnection } from './wamp.js';

const byId = (id) => document.getElementById(id);
const { realm, router, publisher, caller } = document.body.dataset;
const routerUrl = new URL(router, document.baseURI);
routerUrl.protocol = routerUrl.protocol === 'https:' ? 'wss:' : 'ws:';
const publisherUrl = new URL(publisher, document.baseURI).href;
const callerUrl = new URL(caller, document.baseURI).href;

byId('router-url').textContent = routerUrl.href;
byId('realm').textContent = realm;
byId('publisher-url').textContent = publisherUrl;
byId('caller-url').textContent = callerUrl;

// ---- connection

const STATES = { connecting: 'Connecting …', open: 'Connected', waiting: 'Not connected', closed: 'Left' };
const connection = new WampConnection(routerUrl.href, realm, showConnection);

/** What to do when the router does not let this page in. */
const ADMISSION = 'This router wants to know who joins, and this page joins as anonymous. To use it here, add anonymous to '
  + 'bridge.router.authMethods, and its permissions to bridge.router.roles.anonymous if there are roles';
const ADVICE = {
  'wamp.error.no_matching_auth_method': ADMISSION,
  'wamp.error.authentication_failed': ADMISSION,
};
let ownRole = 'anonymous';

function showConnection({ state, session, role, reason, refusal, delay }) {
  ownRole = role ?? ownRole;
  byId('connection').dataset.state = state;
  byId('connection-state').textContent = STATES[state];
  byId('connection-details').textContent = {
    open: `${realm} · session ${session}`,
    waiting: `${ADVICE[refusal] ?? reason}. Trying again in ${Math.ceil(delay / 1000)} s.`,
  }[state] ?? '';
  byId('connect-now').hidden = state !== 'waiting';
  if (state === 'waiting') byId('feed-state').textContent = 'Not listening: no connection';
}

byId('connect-now').addEventListener('click', () => connection.open());
window.addEventListener('online', () => connection.open());
window.addEventListener('pagehide', () => connection.close());
window.addEventListener('pageshow', () => connection.open());

// ---- events

const HINTS = {
  exact: 'Events of exactly this topic.',
  prefix: 'Events of every topic that begins with this, such as com.myapp.',
  wildcard: 'An empty component stands for any: com..topic1 fits com.myapp.topic1.',
};
const feed = new EventFeed();
const listen = byId('listen');
let pattern;
let unsubscribe = () => {};

function subscribe() {
  const match = listen.elements.match.value;
  const topic = readName(listen.elements.name, match, true);
  if (topic === null) return;
  const say = (text) => { byId('feed-state').textContent = text; };
  pattern = { topic, match };
  unsubscribe();
  say('Subscribing …');
  unsubscribe = connection.subscribe(topic, match, {
    event: (event) => feed.add(event),
    subscribed: () => say(`Listening to ${topic || 'everything'}${match === 'exact' ? '' : ` (${match})`}`),
    refused: (error) => say(error.uri === 'wamp.error.not_authorized'
      ? `Not listening: bridge.router.roles does not let the role ${ownRole} subscribe to this`
      : `Not listening: ${error.uri}: ${error.message}`),
  });
}

function isShown(topic) {
  if (pattern.match === 'exact') return topic === pattern.topic;
  if (pattern.match === 'prefix') return topic.startsWith(pattern.topic);
  const [have, want] = [topic.split('.'), pattern.topic.split('.')];
  return have.length === want.length && want.every((part, i) => part === '' || part === have[i]);
}

listen.addEventListener('submit', (event) => {
  event.preventDefault();
  subscribe();
});
listen.elements.match.addEventListener('change', () => {
  byId('match-hint').textContent = HINTS[listen.elements.match.value];
});
byId('match-hint').textContent = HINTS[listen.elements.match.value];
byId('feed-clear').addEventListener('click', () => feed.clear());
byId('feed-pause').addEventListener('click', ({ currentTarget: button }) => {
  const paused = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', String(paused));
  feed.pause(paused);
});
subscribe();

// ---- forms

new RequestForm(byId('publish'), {
  kind: 'topic',
  url: publisherUrl,
  byWamp: async ({ name, args, kwargs }, onProgress, signal) =>
    ({ id: await connection.publish(name, args, kwargs, signal) }),
  done: ({ name }) => (isShown(name) ? 'Published' : 'Published, but this page listens to another topic'),
});
new RequestForm(byId('call'), {
  kind: 'procedure',
  url: callerUrl,
  byWamp: ({ name, args, kwargs }, onProgress, signal) => connection.call(name, args, kwargs, onProgress, signal),
  done: () => 'Result',
});

for (const button of document.querySelectorAll('[data-copies]')) {
  button.addEventListener('click', () => copy(byId(button.dataset.copies), button));
}

async function copy(source, button) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = 'Copied';
  } catch {
    // Without https the clipboard may be closed to pages; the selected text can be copied by hand.
    getSelection().selectAllChildren(source);
    button.textContent = 'Selected';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 2000);
}
