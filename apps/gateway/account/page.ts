import { withInstants } from "@coachwork/schema/rfc3339";

/** What a person with an e-mail does on this page: the step that the link names, with the token that it carries. */
interface Step {
  readonly path: string;
  readonly title: string;
  readonly explanation: string;
  readonly action: string;
  readonly done: string;
  /** What the password is for. Undefined if none is needed. */
  readonly password?: { readonly rule: string; readonly autocomplete: "new-password" | "current-password" };
}

const steps: Readonly<Record<string, Step>> = {
  accept: {
    path: "/auth/invitation/accept",
    title: "Accept your invitation",
    explanation:
      "Choose a password for your sign-in. If you already sign in to Coachwork, enter the password you have.",
    action: "Accept",
    done: "You have accepted. Sign in with your e-mail address and this password.",
    password: { rule: "At least 10 characters.", autocomplete: "new-password" },
  },
  reset: {
    path: "/auth/password/reset",
    title: "Set a new password",
    explanation: "This ends all your sign-ins.",
    action: "Set password",
    done: "Your password is set. Sign in with it.",
    password: { rule: "At least 10 characters.", autocomplete: "new-password" },
  },
  confirm: {
    path: "/auth/email/confirm",
    title: "Confirm your new e-mail address",
    explanation: "You will sign in with this address, and your firms will write to it.",
    action: "Confirm",
    done: "Your new address is confirmed. Sign in with it from now on.",
  },
};

const element = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
const form = element<HTMLFormElement>("form");
const input = element<HTMLInputElement>("password");
const button = element<HTMLButtonElement>("submit");

const [, name = "", token = ""] = /^#([a-z]+)=([A-Za-z0-9_-]+)$/.exec(location.hash) ?? [];
const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
// The token is a secret. Remove it from the address bar and the browser's history.
history.replaceState(null, "", location.pathname);
// Another link that is opened in the same tab changes only the fragment.
addEventListener("hashchange", () => location.reload());

if (step) show(step);

function show({ title, explanation, action, password }: Step): void {
  document.title = `${title} · Coachwork`;
  element("title").textContent = title;
  element("explanation").textContent = explanation;
  button.textContent = action;
  if (password) {
    element("rule").textContent = password.rule;
    input.autocomplete = password.autocomplete;
  } else {
    element("choice").remove();
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
}

async function send(): Promise<void> {
  button.disabled = true;
  tell("");
  try {
    const { path, password, done } = step!;
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, ...(password && { password: input.value }) }),
    });
    if (!response.ok) return tell(await refusalOf(response));
    form.remove();
    tell(done);
  } catch {
    tell("Coachwork cannot be reached. Try again in a while.");
  } finally {
    button.disabled = false;
  }
}

async function refusalOf(response: Response): Promise<string> {
  const answer = (await response.json()) as { message?: string; errors?: readonly { message: string }[] };
  const message = answer.errors?.[0]?.message ?? answer.message;
  if (message === undefined) return "Something went wrong. Try again in a while.";
  // On the reader's own clock.
  return withInstants(message, (instant) => instant.toLocaleString("en", { dateStyle: "long", timeStyle: "short" }));
}

function tell(text: string): void {
  const outcome = element("outcome");
  outcome.textContent = text;
  if (text !== "") outcome.focus();
}
