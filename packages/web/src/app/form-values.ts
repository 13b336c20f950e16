/** The value of a form's field by the field's name; "" where there is none. */
export type FormValues = (name: string) => string;

export function valuesOf(form: HTMLFormElement): FormValues {
  const data = new FormData(form);
  return (name) => String(data.get(name) ?? "");
}
