/**
 * A message as it is given to an encoder: what is left out, at any depth, has its default value, as in the
 * encodings.
 */
export type Init<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Init<Item>[]
    : T extends { case: string; value: infer Value }
      ? { case: T["case"]; value: Init<Value> }
      : T extends { case: undefined }
        ? { case?: undefined; value?: undefined }
        : T extends object
          ? { [Name in keyof T]?: Init<T[Name]> | undefined }
          : T;
