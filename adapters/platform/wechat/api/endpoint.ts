import type { z } from "seatbridge/kit";

/**
 * One call of the interface, as data. Fields that are not named pass in both directions: the platform adds some without
 * notice. Ids are read as text.
 */
export type Endpoint<Request extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> = {
  /** What is asked stands in the address of a GET, in the body of a POST, and is one file of an `upload`. */
  readonly method: "GET" | "POST" | "upload";
  readonly path: string;
  readonly request: Request;
  readonly answer: Answer;
  /** Of the largest answer; most have some dozens of bytes. */
  readonly answerBytesMax?: number;
};

type Shape<Request, Answer> = {
  readonly request: Request;
  readonly answer: Answer;
  readonly answerBytesMax?: number;
};

const endpoint =
  (method: Endpoint["method"]) =>
  <Request extends z.ZodType, Answer extends z.ZodType>(
    path: string,
    shape: Shape<Request, Answer>,
  ): Endpoint<Request, Answer> => ({ method, path, ...shape });

export const get = endpoint("GET");
export const post = endpoint("POST");
export const upload = endpoint("upload");
