/**
 * Passwords of ten characters and more that head the published lists of leaked ones, in small letters and without what
 * stands around their letters (`Password123!` is `password`). Runs and repetitions are found by rule.
 */
export const WELL_KNOWN_PASSWORDS: ReadonlySet<string> = new Set(
  `
  password passwort passw0rd p@ssw0rd p@ssword pa55word pa$$word passwords mypassword yourpassword thepassword
  newpassword passwordpassword changeme changemenow changeit letmein letmeinnow letmein1please iloveyou iloveu
  iloveyousomuch ilovegod iloveme loveyou welcome welcomehome administrator admin adminadmin superadmin root toor
  rootroot superuser superman batman spiderman basketball football baseball liverpool manchester manunited chelsea
  barcelona realmadrid juventus arsenal starwars startrek pokemon dragonball naruto minecraft fortnite computer
  internet samsung google facebook microsoft linkedin dropbox chocolate butterfly sunshine princess strawberry
  blueberry cheesecake elephant dolphin dolphins christmas halloween september november december october february
  alexander alexandra christian christina christopher elizabeth stephanie jennifer michelle michael nicholas samantha
  jonathan veronica francesco alejandro alejandra guadalupe fernando sebastian valentina valentino victoria
  california australia washington manhattan singapore qwerty qwertyuiop qwertyui qwertz azerty azertyuiop asdfghjkl
  asdfgh zxcvbnm zxcvbn qazwsx qazwsxedc qweasdzxc qweasd qwerasdf asdfasdf qwerqwer testtest testing testuser
  tester test guest guestguest default secret topsecret supersecret secretsecret whatever trustno fuckyou fuckoff
  motherfucker asshole bullshit blink godisgood jesuschrist jesus jesuslovesyou blessed forever foreverlove freedom
  friendship mustang corvette ferrari porsche mercedes motorola playstation nintendo metallica slipknot linkinpark
  greenday beautiful gorgeous sweetheart babygirl babyboy lovelove lovers mylove loverboy lovergirl hellohello helloworld
  abcdef abcd abc onetwothree incorrect nopassword nothing access master masterkey
  lynk lynklynk chatchat
  `
    .split(/\s+/)
    .filter((word) => word !== ''),
);
