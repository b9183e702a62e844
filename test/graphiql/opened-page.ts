import type { Browser, BrowserContext, Locator, Page } from "playwright-core";

const patience = 20_000;

/** The page in a browser window of its own, used by what a person sees, and what it did meanwhile. */
export class OpenedPage {
  /** Addresses outside the page's origin that something in it asked for. */
  readonly elsewhere: string[] = [];
  /** What the page complained of: errors on its console, uncaught ones, and what it asked for in vain. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    private readonly page: Page,
    private readonly origin: string,
  ) {
    context.on("request", (request) => this.#noteAddress(request.url()));
    context.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    context.on("weberror", (error) => this.complaints.push(String(error.error())));
    context.on("requestfailed", (request) =>
      this.complaints.push(`${request.url()}: ${request.failure()?.errorText ?? "failed"}`),
    );
    page.on("websocket", (socket) => this.#noteAddress(socket.url().replace(/^ws/, "http")));
  }

  /** Opens the page at an API's origin and waits until it has read the schema. */
  static async open(browser: Browser, origin: string): Promise<OpenedPage> {
    const context = await browser.newContext({
      viewport: { width: 1600, height: 1200 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const opened = new OpenedPage(context, page, origin);
    const schema = page.waitForResponse(
      (response) => response.request().postData()?.includes("__schema") === true && response.ok(),
    );
    await page.goto(`${origin}/graphql`);
    await schema;
    await page.getByRole("button", { name: /^Execute query/ }).waitFor();
    return opened;
  }

  /** The names on the tabs, from left to right. */
  tabs(): Promise<string[]> {
    return this.#tabs.getByRole("tab").allInnerTexts();
  }

  async chooseTab(name: string): Promise<void> {
    await this.#tabs.getByRole("button", { name, exact: true }).click();
    await this.page.getByRole("tabpanel", { name }).waitFor();
  }

  /** Replaces what is in the editor of the headers or the variables. */
  async write(editor: "Headers" | "Variables", value: object): Promise<void> {
    await this.page.getByRole("button", { name: editor, exact: true }).click();
    await this.#replace(this.page.getByRole("region", { name: editor, exact: true }), JSON.stringify(value));
  }

  /** Replaces the operation. */
  writeOperation(text: string): Promise<void> {
    return this.#replace(this.#operation, text);
  }

  /** Runs the tab's operation. */
  async run(): Promise<void> {
    await this.page.getByRole("button", { name: /^Execute query/ }).click();
  }

  /** Ends the subscription that runs, and waits until it has ended. */
  async stop(): Promise<void> {
    await this.page.getByRole("button", { name: /^Stop query/ }).click();
    await this.page.getByRole("button", { name: /^Execute query/ }).waitFor();
  }

  async prettify(): Promise<void> {
    await this.page.getByRole("button", { name: /^Prettify query/ }).click();
  }

  /** Waits until a line of the operation shows this. */
  untilOperationShows(text: string): Promise<void> {
    return this.#operation.filter({ hasText: text }).waitFor();
  }

  /** Waits until a line of the answer shows this. */
  async untilAnswerShows(text: string): Promise<void> {
    const answer = this.page.getByRole("region", { name: "Result Window" });
    await answer
      .filter({ hasText: text })
      .waitFor()
      .catch(async (cause: unknown) => {
        throw new Error(`The answer does not show ${text} but ${await answer.innerText()}`, { cause });
      });
  }

  /** All that the page has put into the browser's storage. */
  stored(): Promise<string> {
    return this.page.evaluate<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])");
  }

  /** Waits until the page has put this into the browser's storage. */
  async untilStored(text: string): Promise<void> {
    await this.page.waitForFunction(`JSON.stringify({ ...localStorage }).includes(${JSON.stringify(text)})`);
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  get #tabs(): Locator {
    return this.page.getByRole("tablist", { name: "Select active operation" });
  }

  get #operation(): Locator {
    return this.page.getByRole("region", { name: "Operation Editor" });
  }

  async #replace(region: Locator, text: string): Promise<void> {
    await region.locator(".view-lines:visible").click();
    await this.page.keyboard.press("ControlOrMeta+A");
    // As people do with a token. Typed, Monaco would close quotes and brackets on its own.
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await this.page.keyboard.press("ControlOrMeta+V");
  }

  #noteAddress(address: string): void {
    const { protocol, origin } = new URL(address);
    if (protocol.startsWith("http") && origin !== this.origin) this.elsewhere.push(address);
  }
}
