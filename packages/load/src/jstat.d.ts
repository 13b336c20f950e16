/** The one function of jstat that is used here; the package has no types of its own. */
declare module "jstat" {
  export const jStat: {
    /** Student's t distribution. */
    studentt: {
      /** The value that `share` (0 to 1) of the distribution with so many degrees of freedom lies below. */
      inv(share: number, freedom: number): number;
    };
  };
}
