import { Column, Entity, PrimaryColumn } from "typeorm";
import { TenantRow } from "../../common/node.js";
import { Impersonal } from "../../common/personal.js";
import type { Tally } from "./tally.js";

/**
 * Sums of at least 5 people's answers to one question of a survey, who are told together or not at all. Rows are added when the
 * survey has closed and never changed. They hold nobody, no invitation and no time, and their ids tell no order.
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

  // What all of its answers share. Null where they differ, and where there is no such thing.
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
