import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { RunningPostgres } from "@coachwork/infra/postgres";
import { createFirm } from "./booking/world.ts";
import type { Attack, AttackName } from "./fairness/attack.main.ts";
import type { Reading, Waited } from "./fairness/reader.main.ts";
import { median } from "./measure.ts";
import type { Options } from "./options.ts";
import { Report } from "./report.ts";
import { createServicesDatabase, onOwnPostgres, startServices } from "./servers/services.ts";

const COACHES = 20;
/** Connections of the firm that asks for all it can. */
const ATTACKERS = 32;
/** How many times as long as in quiet the other firm may wait. */
const MOST_TIMES = 3;

const attacks: { readonly [Name in AttackName]: string } = {
  documents: "documents that are wrong, each another",
  slots: "free slots of all coaches for three months, five minutes apart",
  imports: "imports of a thousand people",
  replays: "replays of the firm's whole log",
};

/** How long one firm waits for its reads while another asks for all that it can, beside how long it waits in quiet. */
export async function fairness(options: Options): Promise<void> {
  const report = new Report("fairness", options.json);
  await onOwnPostgres("fairness", 100, (postgres) => onPostgres(postgres, report, options));
}

async function onPostgres(postgres: RunningPostgres, report: Report, { rounds, seconds }: Options): Promise<void> {
  const { adminUrl, urls } = await createServicesDatabase(postgres, "bench_fairness");
  const greedy = await createFirm(adminUrl, urls, COACHES, 0);
  const calm = await createFirm(adminUrl, urls, COACHES, 1);
  const services = await startServices(urls);
  const [attacker, reader] = [start("attack"), start("reader")];
  const read = async (): Promise<Waited> => {
    reader.send({ url: services.url, token: calm.token, seconds } satisfies Reading);
    const [waited] = (await once(reader, "message")) as [Waited];
    if (waited.refusal !== null) throw new Error(`The calm firm was refused: ${waited.refusal}`);
    return waited;
  };
  try {
    await read();
    for (const [name, says] of Object.entries(attacks) as [AttackName, string][]) {
      const seen: { quiet: Waited; attacked: Waited }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const quiet = await read();
        const coachIds = greedy.spread.map(({ coachId }) => `person_${coachId.replaceAll("-", "")}`);
        const attack = { url: services.url, token: greedy.token, name, coachIds, connections: ATTACKERS };
        attacker.send(attack satisfies Attack);
        await once(attacker, "message"); // it has begun
        seen.push({ quiet, attacked: await read() });
        attacker.send("stop");
        await once(attacker, "message");
      }
      report.say(`\n${name}: ${says}`);
      for (const metric of ["p50", "p99"] as const) {
        const quiet = median(seen.map((one) => one.quiet[metric]));
        const ours = median(seen.map(({ attacked }) => attacked[metric]));
        const line = { case: name, metric, unit: "ms", more: false };
        report.compare({ ...line, ours, peer: `${MOST_TIMES}-times-quiet`, theirs: MOST_TIMES * quiet });
      }
    }
  } finally {
    for (const child of [attacker, reader]) child.disconnect();
    await services.stop();
  }
}

function start(name: string): ChildProcess {
  return fork(join(import.meta.dirname, "fairness", `${name}.main.ts`));
}
