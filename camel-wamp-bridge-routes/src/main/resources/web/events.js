/** The list of live events: newest first, bounded, and drawn at most once per frame. */

import { element, payloadList } from './elements.js';

const CAPACITY = 200;

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hour12: false,
});

export class EventFeed {
  #list = document.getElementById('feed');
  #empty = document.getElementById('feed-empty');
  #note = document.getElementById('feed-count');
  #waiting = [];
  #count = 0;
  #paused = false;
  #frame = 0;

  /** @param event {topic, args, kwargs} */
  add(event) {
    this.#count++;
    this.#waiting.push({ ...event, time: new Date() });
    if (this.#waiting.length > CAPACITY) this.#waiting.shift();
    this.#draw();
  }

  /** While paused, the newest events wait to be shown. */
  pause(paused) {
    this.#paused = paused;
    this.#draw();
  }

  clear() {
    this.#waiting = [];
    this.#count = 0;
    this.#list.replaceChildren();
    this.#draw();
  }

  #draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#paused) this.#showWaiting();
      const kept = this.#list.children.length;
      this.#list.hidden = kept === 0;
      this.#empty.hidden = kept > 0;
      this.#note.textContent = this.#summary(kept + this.#waiting.length);
    });
  }

  #showWaiting() {
    this.#list.prepend(...this.#waiting.reverse().map(item));
    this.#waiting = [];
    while (this.#list.children.length > CAPACITY) this.#list.lastElementChild.remove();
  }

  #summary(kept) {
    const parts = [];
    if (this.#count > 0) parts.push(`${this.#count.toLocaleString()} ${this.#count === 1 ? 'event' : 'events'}`);
    if (this.#count > kept) parts.push(`the last ${kept} are kept`);
    if (this.#paused) parts.push(this.#waiting.length > 0 ? `paused, ${this.#waiting.length} waiting` : 'paused');
    return parts.map((part) => `· ${part}`).join(' ');
  }
}

function item({ time, topic, args, kwargs }) {
  const stamp = element('time', clock.format(time));
  stamp.dateTime = time.toISOString();
  return element('li', element('p', stamp, element('code', topic)), payloadList({ args, kwargs }));
}
