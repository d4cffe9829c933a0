/** Reads the fields of a form, and says beside a field what is wrong with it. */

import { parseJson } from './wamp.js';

const EXPECTED = {
  args: { fits: Array.isArray, sentence: 'This must be a list, for example ["Hello, world"] or [1, 2].' },
  kwargs: {
    fits: (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON?.(value),
    sentence: 'This must be an object, for example {"color": "blue"}.',
  },
};

const EMPTY_COMPONENTS = {
  exact: { allowed: /^[^.]+(\.[^.]+)*$/, sentence: 'none of them empty' },
  prefix: { allowed: /^([^.]+(\.[^.]+)*\.?)?$/, sentence: 'only the last may be empty' },
  wildcard: { allowed: /^/, sentence: 'those to be ignored are empty' },
};

/**
 * Reads a topic or procedure. Some routers end the session when they get one that is no URI.
 * @param match exact, prefix or wildcard
 * @returns null if it is wrong
 */
export function readName(field, match, complain) {
  const name = field.value.trim();
  const { allowed, sentence } = EMPTY_COMPONENTS[match];
  const fits = allowed.test(name) && !/[\s#]/.test(name);
  show(field, fits ? '' : `A name has components with dots between them, ${sentence}, and no spaces or #.`, complain);
  return fits ? name : null;
}

/**
 * Reads name, args and kwargs.
 * @param complain false while somebody is typing: then problems only go away
 * @returns {name, args, kwargs}, the latter two as one line of JSON text; null if a field is wrong
 */
export function read(form, complain) {
  const name = readName(form.elements.name, 'exact', complain);
  const args = json(form.elements.args, '[]', complain);
  const kwargs = json(form.elements.kwargs, '{}', complain);
  return name && args && kwargs ? { name, args, kwargs } : null;
}

function json(field, whenEmpty, complain) {
  const text = field.value.trim() || whenEmpty;
  const { fits, sentence } = EXPECTED[field.name];
  let problem = '';
  try {
    if (!fits(parseJson(text))) problem = sentence;
  } catch (error) {
    problem = `${sentence} ${error.message}`;
  }
  show(field, problem, complain);
  // Valid JSON has line breaks between values only.
  return problem ? null : text.replace(/\s*\n\s*/g, ' ');
}

function show(field, problem, complain) {
  if (problem && !complain) return;
  const note = document.getElementById(`${field.id}-problem`);
  note.textContent = problem;
  note.hidden = !problem;
  field.setAttribute('aria-invalid', String(Boolean(problem)));
}
