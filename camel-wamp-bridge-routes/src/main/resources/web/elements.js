/** Makes elements. What comes from outside is only ever text. */

const LONGEST = 10_000;
const ONE_LINE = 72;

/** @param children elements or texts */
export function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

/** Arguments and keyword arguments, those that there are. */
export function payloadList({ args, kwargs }) {
  const list = element('dl');
  list.className = 'payload';
  const named = Object.keys(kwargs).length > 0;
  if (args.length > 0 || !named) list.append(element('dt', 'args'), element('dd', pretty(args)));
  if (named) list.append(element('dt', 'kwargs'), element('dd', pretty(kwargs)));
  return list;
}

/** JSON to read: on one line if that is short, and cut if it is very long. */
function pretty(value) {
  const lines = JSON.stringify(value, null, 2);
  // Line breaks stand between values only: inside strings they are escaped.
  const line = lines.replace(/([[{])\n\s*/g, '$1').replace(/\n\s*([\]}])/g, '$1').replace(/\n\s*/g, ' ');
  const text = line.length > ONE_LINE ? lines : line;
  return text.length > LONGEST
    ? `${text.slice(0, LONGEST)} … (${text.length.toLocaleString()} characters in all)` : text;
}
