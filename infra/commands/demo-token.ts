/** `pnpm demo:token`: signs in as a person of the demo. */
import { runCommand } from "./command-line.ts";
import { demoFirm, demoPerson, signIn } from "./demo-gateway.ts";
import { Refusal } from "../launcher/refusal.ts";

const usage = `
Usage: pnpm demo:token ROLE [--firm 1|2]

Prints a bearer token for somebody of the demo, valid for a week of not being used.

  ROLE      OWNER, ADMIN, PROGRAM_MANAGER, COACH, CLIENT, SPONSOR, FINANCE or ASSISTANT, or an e-mail address of the demo
  --firm    1: Northlight Coaching (the default), 2: Harbour Mentoring
`;

await runCommand({
  usage,
  options: { firm: { type: "string" } },
  most: 1,
  async run({ firm: number }, [who]) {
    const firm = demoFirm(number);
    if (who === undefined) throw new Refusal("Say who is to sign in, such as COACH: see --help.");
    console.log(await signIn(firm, demoPerson(firm, who)));
  },
});
