import { randomBytes } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { newcomer } from '#tests/kit/people.ts';

/** Runs in the page. */
const SHOWN = `[...document.querySelectorAll('article[data-message-key]')]
  .map((row) => ({ top: row.getBoundingClientRect().top, body: row.querySelector('p')?.textContent ?? '' }))
  .sort((left, right) => left.top - right.top)
  .map(({ body }) => body)`;

/** Somebody in front of the web client, who does what people do: it reads the screen, presses and types. */
export class WebPerson {
  readonly #page: Page;
  readonly name: string;
  readonly account: ReturnType<typeof newcomer>;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.name = name;
    this.account = newcomer(name);
  }

  /** Makes an account. @param origin of the web client */
  async register(origin: string): Promise<void> {
    const page = this.#page;
    await page.goto(`${origin}/register`);
    await page.getByLabel('Your name').fill(this.name);
    await page.getByLabel('Username').fill(this.account.username);
    await page.getByLabel('E-mail').fill(this.account.email);
    await page.getByLabel('Password', { exact: true }).fill(this.account.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('navigation', { name: 'Rooms' }).waitFor();
  }

  /** Signs in. @param origin of the web client */
  async signIn(origin: string, account: { username: string; password: string }): Promise<void> {
    const page = this.#page;
    await page.goto(origin);
    await page.getByLabel('Username or e-mail').fill(account.username);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation', { name: 'Rooms' }).waitFor();
  }

  /** Makes a public room, which is open then. @returns its name */
  async makeRoom(name = `Room ${randomBytes(4).toString('hex')}`): Promise<string> {
    const page = this.#page;
    await page.getByRole('button', { name: 'New room' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Make the room' }).click();
    await this.#composer().waitFor();
    return name;
  }

  /** Finds a public room and joins it. */
  async join(name: string): Promise<void> {
    const page = this.#page;
    await page.getByRole('link', { name: 'Browse rooms' }).first().click();
    await page.getByRole('button', { name: `Join ${name}` }).click();
    await this.#composer().waitFor();
  }

  /** Writes a message and sends it. Whether it has arrived is another question. */
  async write(body: string): Promise<void> {
    await this.#composer().fill(body);
    await this.#composer().press('Enter');
  }

  /** The message with this body. */
  message(body: string): Locator {
    return this.#page.locator('article[data-message-key]', { has: this.#page.getByText(body, { exact: true }) });
  }

  /** The bodies of the messages that the screen shows, in the order of the screen. */
  async shown(): Promise<string[]> {
    return this.#page.evaluate<string[]>(SHOWN);
  }

  /** How many of its messages are on their way. */
  async sending(): Promise<number> {
    return this.#page.getByText('Sending', { exact: true }).count();
  }

  #composer() {
    return this.#page.getByRole('textbox', { name: /^Message to/ });
  }
}
