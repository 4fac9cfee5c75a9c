declare module 'handlebars/dist/cjs/handlebars.js' {
  import handlebars from 'handlebars';
  export default handlebars;
}
