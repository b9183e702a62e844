import { Reads } from "@coachwork/reader";
import { InputType, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { archives, creates, date, MANAGERS, restores, text, updates } from "../../common/declare.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { MayName } from "../../common/personal.js";
import { updatedSince, UpdatedSince } from "../../common/updated-since.js";

export const HolidayOrder = ordersOf("HolidayOrder", "How holidays can be sorted.", {
  DATE: ["Earliest first.", "Latest first."],
});

/** A date that the firm itself keeps free. Public holidays are not here: they are known by their country. */
@Reads({
  prefix: "holiday",
  // Viewers who can book series.
  visible: { ...toManagers, COACH: true, CLIENT: true, ASSISTANT: true, "schedule:read": true },
  orders: { DATE: ["date"] },
  filters: { updatedSince },
})
@Entity("holiday")
@ObjectType({
  implements: Node,
  description: "A holiday of the firm. Series that skip the firm's holidays have no session on it.",
})
export class Holiday extends Node {
  @MayName()
  @Attribute("text", "The name.", { settable: text(100) })
  name!: string;

  @Attribute("date", "The date, wherever the session takes place.", { settable: date })
  date!: string;

  @Attribute("timestamptz", "When it was archived; it is skipped no longer. Null if it is.", { nullable: true })
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

@InputType({ description: "Filters holidays." })
export class HolidayFilter {
  @UpdatedSince("Holidays", "archived")
  updatedSince?: Date | null;
}

export const CreateHoliday = creates("createHoliday", Holiday, {
  owner: "scheduling",
  description: "Adds a holiday of the firm. Booked sessions stay as they are.",
  roles: MANAGERS,
});

export const UpdateHoliday = updates("updateHoliday", Holiday, {
  owner: "scheduling",
  description: "Changes a holiday. Fields that you leave out stay the same. Booked sessions stay as they are.",
  roles: MANAGERS,
});

export const ArchiveHoliday = archives("archiveHoliday", Holiday, {
  owner: "scheduling",
  description: "Archives a holiday: series no longer skip it. Sessions that were skipped stay out.",
  roles: MANAGERS,
});

export const RestoreHoliday = restores("restoreHoliday", Holiday, {
  owner: "scheduling",
  description: "Restores an archived holiday: series skip it again. Booked sessions stay as they are.",
  roles: MANAGERS,
});
