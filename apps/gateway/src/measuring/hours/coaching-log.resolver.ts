import {
  CoachingLog,
  CoachingLogEntry,
  CoachingLogFileOf,
  CoachingLogOf,
  FileAddress,
  type ValuesOf,
} from "@coachwork/schema";
import { Ctx, Query, Resolver } from "type-graphql";
import { downloadAddress } from "../../files/download-address.js";
import { type Context, signedIn } from "../../graphql/context.js";
import { Takes } from "../../graphql/takes.js";
import { coachOfHours } from "../../scheduling/coach-of-hours.js";
import { presentPerson } from "../../scheduling/coaching-hours.js";
import { logLines } from "./coaching-log.js";
import { kindOfLog } from "./coaching-log-files.js";

const whose = "Null if there is no person with this id whose hours you may see, as for `coachingHours`.";

/** What coaches prove their hours with. */
@Resolver()
export class CoachingLogQueries {
  @Query(() => CoachingLog, {
    nullable: true,
    description: `A coach's log of client coaching hours, by client, as the ICF asks for it. ${whose}`,
  })
  @Takes(CoachingLogOf)
  async coachingLog(
    @Ctx() context: Context,
    asked: ValuesOf<typeof CoachingLogOf.fields>,
  ): Promise<CoachingLog | null> {
    const coachId = await coachOfHours(context, asked);
    if (coachId === null) return null;
    const { firmId } = signedIn(context);
    const lines = await logLines(context.services.database, { ...asked, firmId, coachId }, "COACHING");
    if (lines === null) return null;
    const unnamed = lines.filter(({ name }) => name === null);
    return Object.assign(new CoachingLog(), {
      entries: lines.map((line) => Object.assign(new CoachingLogEntry(), line)),
      minutesWithoutConsent: unnamed.reduce((sum, line) => sum + line.paidMinutes + line.proBonoMinutes, 0),
    });
  }

  @Query(() => FileAddress, {
    nullable: true,
    description: `An address from which a document that proves a coach's hours can be downloaded. ${whose}`,
  })
  @Takes(CoachingLogFileOf)
  async coachingLogFile(
    @Ctx() context: Context,
    asked: ValuesOf<typeof CoachingLogFileOf.fields>,
  ): Promise<FileAddress | null> {
    const coach = await coachOfHours(context, asked);
    if (coach === null) return null;
    const { firmId } = signedIn(context);
    const text = `select ${presentPerson} as id`;
    const [row] = await context.services.database.read({ firmId, personId: null }, text, [firmId, coach]);
    const { id } = row as { id: string | null };
    if (id === null) return null;
    return downloadAddress(context.services, { kind: kindOfLog(asked), firmId, id });
  }
}
