export const signIn = {
  title: "Log in to Hubbub",
  name: "Name",
  password: "Password",
  logIn: "Log in",
};
