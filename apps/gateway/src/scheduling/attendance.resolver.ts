import {
  RecordAttendanceInput,
  RecordAttendancePayload,
  SetSessionAgendaInput,
  SetSessionAgendaPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { arrange, keyed } from "./arrange.js";

/** What a session is to be about, and who came to it. */
@Resolver()
export class AttendanceMutations {
  @Mutation(() => RecordAttendancePayload, {
    description: "Records who came to a session that has begun, which ends it, and corrects what was recorded.",
  })
  recordAttendance(
    @Arg("input", () => RecordAttendanceInput, { description: "Who came." }) input: RecordAttendanceInput,
    @Ctx() context: Context,
  ): Promise<RecordAttendancePayload> {
    const call = keyed(input);
    return arrange(context, RecordAttendancePayload, (service) => service.recordAttendance.mutate(call));
  }

  @Mutation(() => SetSessionAgendaPayload, { description: "Writes down what a session is to be about." })
  setSessionAgenda(
    @Arg("input", () => SetSessionAgendaInput, { description: "The agenda." }) input: SetSessionAgendaInput,
    @Ctx() context: Context,
  ): Promise<SetSessionAgendaPayload> {
    const call = keyed(input);
    return arrange(context, SetSessionAgendaPayload, (service) => service.setSessionAgenda.mutate(call));
  }
}
