package dev.postern.bench.deid;

import java.util.List;

/** Names for the injected notes, made up or listed here, none taken from the training's lists. */
final class Invented {

  static final List<String> GIVEN =
      List.of(
          "Ottoline",
          "Desta",
          "Kofi",
          "Marisol",
          "Anselm",
          "Tomasz",
          "Ingrid",
          "Rajesh",
          "Noor",
          "Chidi",
          "Saoirse",
          "Leocadia",
          "Bartholomew",
          "Yuki",
          "Emre",
          "Zsofia",
          "Amadou",
          "Pernille",
          "Ruairi",
          "Dimitra",
          "Halima",
          "Eustace",
          "Wilhelmina",
          "Thandiwe",
          "Aurelio",
          "Solveig",
          "Parvati",
          "Mattias",
          "Imogen",
          "Cornelius",
          "Xiulan",
          "Oksana",
          "Hector",
          "Philippa",
          "Gwendolyn",
          "Rosalind",
          "Ferdinand",
          "Beatrix",
          "Lucian",
          "Nadezhda");

  static final List<String> SURNAMES =
      List.of(
          "Thornbury",
          "Okafor-Lisle",
          "Mbeki",
          "Castellanos",
          "Wojciechowska",
          "Aguirre",
          "Featherstone",
          "Lindqvist",
          "Krishnan",
          "Papadakis",
          "Yildirim",
          "Oyelaran",
          "Ashworth",
          "Delacroix",
          "Hagiwara",
          "Montrose",
          "Szabadi",
          "Villalobos",
          "Kjellberg",
          "Abernathy",
          "Dhillon",
          "Ferreira",
          "Vandermeer",
          "Quigley",
          "Ravenscroft",
          "Tadesse",
          "Ostrander",
          "Blackwood",
          "Hathersage",
          "Pemberton",
          "Nakagawa",
          "Stavros",
          "Winterbourne",
          "Gallardo",
          "McAllister",
          "Ibarra",
          "Zielinski",
          "Holloway",
          "Fairweather",
          "Trevelyan");

  static final List<String> TOWNS =
      List.of(
          "Harrowgate Falls",
          "Marlow Bend",
          "Tunbridge",
          "Elkhorn Flats",
          "Port Selwyn",
          "Ashby Junction",
          "Cedar Hollow",
          "Kingsmere",
          "Lower Wexley",
          "Brackenridge",
          "San Amaro",
          "Novaville",
          "Dunmore",
          "Pell City",
          "Oxbow");

  static final List<String> STREETS =
      List.of(
          "Quarry Lane",
          "Tamarack Road",
          "Bellweather Court",
          "Old Ferry Road",
          "Wisteria Drive",
          "Granite Street",
          "Saltmarsh Avenue",
          "Foxglove Way",
          "Cobbler Lane",
          "Lantern Street");

  static final List<String> FACILITIES =
      List.of(
          "Harrowgate General Hospital",
          "St. Brigid's Medical Center",
          "Elkhorn Regional Clinic",
          "Port Selwyn Memorial Hospital",
          "Wexley Children's Hospital",
          "Tamarack Family Medicine",
          "Our Lady of the Pines Hospital",
          "Kingsmere Heart Institute",
          "Dunmore Urgent Care",
          "the Oxbow Rehabilitation Center",
          "Brackenridge Cancer Center",
          "Ashby Eye Clinic");

  static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private Invented() {}
}
