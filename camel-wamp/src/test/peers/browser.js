'use strict';
/** One page at a time in a headless Chromium; see lines.js for how it is driven. The executable is the first argument. */
const { chromium } = require('playwright-core');
const { serve, tell } = require('./lines.js');

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const TIMEOUT = 15_000;

let browser;
let page;

const commands = {
  async open({ url }) {
    browser ??= await chromium.launch({ executablePath: process.argv[2], args: FLAGS, timeout: 60_000 });
    page = await browser.newPage();
    page.setDefaultTimeout(TIMEOUT);
    page.on('console', (message) => tell('console', { level: message.type(), text: message.text() }));
    page.on('pageerror', (error) => tell('console', { level: 'error', text: String(error) }));
    await page.goto(url);
    return { title: await page.title() };
  },

  async close() {
    await page.close();
    return {};
  },

  async fill({ label, text, within }) {
    await page.getByRole('region', { name: within }).getByLabel(label, { exact: true }).fill(text);
    return {};
  },

  async choose({ option, within }) {
    // The radio button itself lies hidden under its label.
    await page.getByRole('region', { name: within }).getByRole('radio', { name: option }).check({ force: true });
    return {};
  },

  async select({ label, option, within }) {
    await page.getByRole('region', { name: within }).getByLabel(label).selectOption(option);
    return {};
  },

  async press({ button, within }) {
    await page.getByRole('region', { name: within }).getByRole('button', { name: button, exact: true }).click();
    return {};
  },

  /** Waits until the first element that the selector finds contains a text. */
  async see({ selector, text }) {
    const found = page.locator(selector).filter({ hasText: text }).first();
    await found.waitFor();
    return { text: await found.innerText() };
  },

  async count({ selector }) {
    return { count: await page.locator(selector).count() };
  },
};

serve(commands, () => browser?.close());
