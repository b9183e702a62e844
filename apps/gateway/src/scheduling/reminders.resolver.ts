import { SetRemindersInput, SetRemindersPayload } from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { arrange, keyed } from "./arrange.js";

/** When people are reminded of sessions. */
@Resolver()
export class ReminderMutations {
  @Mutation(() => SetRemindersPayload, {
    description: "Sets when people are reminded of sessions. For those who run the practice.",
  })
  setReminders(
    @Arg("input", () => SetRemindersInput, { description: "When they are." }) input: SetRemindersInput,
    @Ctx() context: Context,
  ): Promise<SetRemindersPayload> {
    const call = keyed(input);
    return arrange(context, SetRemindersPayload, (service) => service.setReminders.mutate(call));
  }
}
