import { Field, ObjectType } from "type-graphql";
import { DateTime } from "./scalars.js";

@ObjectType({ description: "An address from which a file can be downloaded for a few minutes, without signing in." })
export class FileAddress {
  @Field(() => String, {
    description: "The address. Everybody who has it can download the file, so show it to nobody else.",
    simple: true,
  })
  url!: string;

  @Field(() => DateTime, { description: "When the address ends. Ask for a new one then.", simple: true })
  expiresAt!: Date;
}
