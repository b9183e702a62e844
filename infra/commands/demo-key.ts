/** `pnpm demo:key`: creates an API key as the owner of a demo firm. */
import { runCommand } from "./command-line.ts";
import { ask, demoFirm, demoPerson, signIn } from "./demo-gateway.ts";
import { Refusal } from "../launcher/refusal.ts";

const usage = `
Usage: pnpm demo:key [--scopes people:read,...] [--firm 1|2]

Prints a new API key of a demo firm.

  --scopes  what it may do, separated by commas; people:read,engagements:read,schedule:read by default
  --firm    1: Northlight Coaching (the default), 2: Harbour Mentoring
`;

interface Created {
  createApiKey: { secret: string; userErrors: { message: string }[] };
}

await runCommand({
  usage,
  options: {
    firm: { type: "string" },
    scopes: { type: "string", default: "people:read,engagements:read,schedule:read" },
  },
  most: 0,
  async run({ firm: number, scopes }) {
    const firm = demoFirm(number);
    const token = await signIn(firm, demoPerson(firm, "OWNER"));
    const input = { name: "pnpm demo:key", scopes: scopes.split(",").map((scope) => scope.trim()) };
    const { createApiKey } = await ask<Created>(
      token,
      "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret userErrors { message } } }",
      { input },
    );
    const [error] = createApiKey.userErrors;
    if (error) throw new Refusal(error.message);
    console.log(createApiKey.secret);
  },
});
