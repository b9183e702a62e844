import { Column, Entity, PrimaryColumn } from "typeorm";
import { TenantRow } from "../../common/node.js";
import { Impersonal } from "../../common/personal.js";
import type { Tally } from "./tally.js";

/**
 * Sums of the answers of at least 5 people to one question of a survey. They are reported together or not at all. Rows are added
 * once the survey has closed, and never change. They name no person, no invitation and no time, and their ids reveal no order.
 */
@Entity("answer_block")
export class AnswerBlock extends TenantRow {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  surveyId!: string;

  @Column("uuid")
  templateId!: string;

  /** Answers to different versions are never added up. */
  @Column("integer")
  formVersion!: number;

  /** The number of the question. */
  @Column("integer")
  number!: number;

  /** The quarter in which the survey closed, such as 2027-Q1. */
  @Impersonal()
  @Column("text")
  quarter!: string;

  // What all of its answers share. Null where they differ, or where the answers have no such value.
  @Column("uuid", { nullable: true })
  organizationId!: string | null;

  @Column("uuid", { nullable: true })
  programId!: string | null;

  @Column("uuid", { nullable: true })
  cohortId!: string | null;

  @Impersonal()
  @Column("text", { nullable: true })
  kind!: string | null;

  @Impersonal()
  @Column("text", { nullable: true })
  format!: string | null;

  @Column("integer")
  n!: number;

  @Impersonal()
  @Column("jsonb")
  tally!: Tally;
}
