mod mint;
